"""Ranked values of a sentence with their agency and edition.

Belongs here: joining what `rankings` found with owners, editions and modality. Does not belong here:
finding it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from orchestration.reports.narrative.modality import judge
from orchestration.reports.narrative.observations import Owner, Value, evidence
from orchestration.reports.narrative.owners import choose_owners
from orchestration.reports.narrative.rankings import Ranked, RankReader
from orchestration.reports.narrative.timing import Timed, choose_period, data_year, reference_period

if TYPE_CHECKING:
    from orchestration.reports.document import Location
    from orchestration.reports.narrative.flow import Flow
    from orchestration.reports.narrative.sentences import Sentence
    from orchestration.reports.narrative.subjects import Subject

_YEAR_AFTER = re.compile(
    r"(?: \((?:\w+[ -]?)+\))?[ ,]*(?:(?:cấp|của) [^,;.\d]{0,30})?(?:năm )?((?:19|20)\d{2})\b"
)
_ALL_MINISTRIES = re.compile(r"bộ|cơ quan ngang bộ")
_ALL_PROVINCES = re.compile(r"tỉnh|địa phương|thành phố|cả nước|toàn quốc")
_PLACE_AFTER = re.compile(
    r"(?: ?[/,]? ?\d+)?[\s:,]*(?:(?:là|thuộc về|gọi tên|tỉnh|thành phố|trong|trên bảng xếp hạng"
    r"|bảng xếp hạng|về|chỉ số)\s*)*$"
)


def ranked_values(sentence: Sentence, flow: Flow, location: Location) -> list[tuple[int, Value]]:
    """Start and value of every rank, score and change in a sentence; keeps the index for the next one."""
    reader = RankReader(sentence, flow.index)
    ranked = reader.read() if sentence.indices or flow.index else []
    owners = choose_owners(
        [(item.position, item.end, False) for item in ranked],
        sentence.subjects, sentence.boundaries, sentence.folded,
    )  # fmt: skip
    values = []
    for item, stated in zip(ranked, owners, strict=True):
        named = _named_after(item, sentence) or stated
        for owner in _owners(item, named, sentence, flow):
            value = _value(item, owner, sentence, flow, location)
            if value is not None:
                values.append((item.position, value))
    for mention in sentence.indices:
        year = _YEAR_AFTER.match(sentence.folded, mention.end)
        if mention.index and year and not _is_compared(int(year.start(1)), sentence):
            flow.index_years[mention.index.code] = int(year[1])
    named_ours = [mention.index for mention in sentence.indices]
    if named_ours:
        flow.index = named_ours[-1]
    return values


def _named_after(item: Ranked, sentence: Sentence) -> tuple[Subject, ...]:
    """The agency named right after a place: "thứ hai là Thái Nguyên"."""
    if item.role != "index_rank":
        return ()
    after = next(
        (s for s in sentence.subjects if s.start >= item.end and s.kind == "agency" and s.is_owner), None
    )
    if after is None or not _PLACE_AFTER.fullmatch(sentence.folded[item.end : after.start]):
        return ()
    before = [s for s in sentence.subjects if s.end <= item.position and s.is_owner]
    cut = before and any(before[-1].end <= b.start and b.end <= item.position for b in sentence.boundaries)
    return (after,) if not before or cut or "là" in sentence.folded[item.end : after.start].split() else ()


def _owners(item: Ranked, stated: tuple[Subject, ...], sentence: Sentence, flow: Flow) -> list[Owner]:
    if item.index.is_national:
        return [Owner("national", "nation", None, "default")]
    if item.statistic != "value":
        return _collective(stated, sentence)
    found = [_as_mean(flow.owner_of(subject), item) for subject in stated or (None,)]
    return [owner for known in found if known and _is_ranked(owner := flow.as_ranked(known), item)]


def _as_mean(owner: Owner | None, item: Ranked) -> Owner | None:
    """The score "of the country" in an index of provinces is the mean of the provinces."""
    if (
        owner is None
        or owner.level != "nation"
        or item.index.code == "DTI"
        or not item.role.startswith("index_score")
    ):
        return owner
    return Owner("provinces", "province", owner.name, owner.basis)


def _is_ranked(owner: Owner, item: Ranked) -> bool:
    """Whether an agency can stand in the published ranking: never a department, a district or a commune."""
    if owner.level == "nation":
        return item.index.code == "DTI" and item.role.startswith("index_score")
    if owner.code in ("provinces", "ministries"):
        return item.role.startswith("index_score")
    return owner.level in ("province", "ministry", "region") and "/" not in owner.code


def _collective(stated: tuple[Subject, ...], sentence: Sentence) -> list[Owner]:
    """The set over which a mean is taken."""
    if stated and stated[0].code and stated[0].level in ("region", "province", "ministry"):
        return (
            [Owner(stated[0].code, stated[0].level, stated[0].name, "stated")]
            if stated[0].level == "region" or not stated[0].code.startswith(("province:", "ministry:"))
            else []
        )
    words = stated[0].name.lower() if stated else sentence.folded
    if _ALL_MINISTRIES.search(words) and not _ALL_PROVINCES.search(words):
        return [Owner("ministries", "ministry", stated[0].name if stated else None, "stated")]
    return [
        Owner("provinces", "province", stated[0].name if stated else None, "stated" if stated else "default")
    ]


def _value(item: Ranked, owner: Owner, sentence: Sentence, flow: Flow, location: Location) -> Value | None:
    kind, cue = _kind(item, sentence, flow)
    if kind is None:
        return None
    timed = _edition(item, kind if cue != "year_in_brackets" else "actual", sentence, flow)
    return Value(
        indicator=item.role,
        value=item.value,
        text=item.text,
        unit=_unit(item),
        kind=kind,
        owner=owner,
        timed=timed,
        evidence=evidence(sentence.text, item.position, item.end),
        location=location,
        rules=(f"ranking:{item.role}", f"kind:{cue}"),
        qualifier=item.number.qualifier if item.number and item.role == "index_score" else "exact",
        statistic=_statistic(item, owner),
        index_code=item.index.code,
        component=item.about.part,
        rank_of=item.rank_of,
        comparison_basis=_comparison(sentence, item.end) if item.role.endswith("change") else None,
        doubt=0.0 if item.about.mention else 0.1,
    )


def _kind(item: Ranked, sentence: Sentence, flow: Flow) -> tuple[str | None, str]:
    if item.moved_from:
        return "previous", "moved_from"
    if item.moved_to:
        return "actual", "moved_to"
    if item.number is None:
        return ("actual", "place_word") if flow.context not in ("tasks", "plan") else (None, "section")
    judgement = judge(sentence.folded, item.number, sentence.boundaries, flow.context)
    if judgement.modality == "unsure":
        return None, judgement.cue
    if judgement.modality == "change":
        return ("actual" if item.role.endswith("change") else None), judgement.cue
    return judgement.modality, judgement.cue


def _statistic(item: Ranked, owner: Owner) -> str:
    is_set = owner.code in ("provinces", "ministries")
    return "mean" if is_set and item.statistic == "value" else item.statistic


def _unit(item: Ranked) -> str:
    if item.role == "index_rank":
        return "rank"
    if item.role == "index_rank_change":
        return "place"
    if item.role == "index_score_change":
        return "percentage_point" if item.index.unit == "percent" else "points"
    return item.index.unit


def _edition(item: Ranked, kind: str, sentence: Sentence, flow: Flow) -> Timed | None:
    """The data year of an annual index; for a running one the period or day that the text names."""
    chosen = choose_period(
        item.position,
        item.end,
        sentence.periods,
        sentence.boundaries,
        flow.running,
        flow.scope.published,
        flow.scope.today,
        is_flow=False,
    )
    if item.index.is_running:
        return chosen
    year = _year_beside(item, sentence)
    if year is not None:
        timed: Timed | None = data_year(year)
    else:
        timed = _year_of(chosen) or _known_year(item, flow) or _year_before_publication(flow)
        if timed and timed.basis == "stated" and timed.period.end and item.index.code not in flow.index_years:
            flow.index_years[item.index.code] = timed.period.end.year
    if kind == "previous" and timed is not None:
        earlier = reference_period(item.position, item.end, sentence.periods, timed.period)
        return Timed(earlier, "stated") if earlier else timed
    return timed


def _year_beside(item: Ranked, sentence: Sentence) -> int | None:
    """A year right after the index's name, unless it is one that the edition is compared with."""
    if item.about.mention is None:
        return None
    match = _YEAR_AFTER.match(sentence.folded, item.about.mention.end)
    if match is None:
        return None
    later = [
        p for p in sentence.periods if p.role == "own" and p.is_year and match.end() < p.start < item.position
    ]
    return None if later or _is_compared(match.start(1), sentence) else int(match[1])


def _is_compared(place: int, sentence: Sentence) -> bool:
    return any(p.role == "reference" and p.start <= place < p.end for p in sentence.periods)


def _year_of(chosen: Timed | None) -> Timed | None:
    if chosen is None or chosen.basis == "publication":
        return None
    period = chosen.period
    if (
        period.start
        and period.end
        and (period.start.month, period.end.month) == (1, 12)
        and period.start.year == period.end.year
    ):
        return chosen
    return None


def _known_year(item: Ranked, flow: Flow) -> Timed | None:
    year = flow.index_years.get(item.index.code)
    return Timed(data_year(year).period, "carried") if year else None


def _year_before_publication(flow: Flow) -> Timed | None:
    """Annual results appear in the year after the one they are about."""
    day = flow.scope.today
    return Timed(data_year(day.year - 1).period, "publication") if day else None


def _comparison(sentence: Sentence, position: int) -> str | None:
    start = sentence.folded.find("so với", position)
    if start < 0 or start - position > 20:
        return None
    end = next((b.start for b in sentence.boundaries if b.start > start), len(sentence.text))
    return sentence.text[start:end].strip(" .") or None
