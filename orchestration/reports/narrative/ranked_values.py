"""Ranked values of a sentence with their agency and edition.

Belongs here: joining what `rankings` found with owners, editions and modality. Does not belong here:
finding it, or choosing them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from orchestration.reports.narrative.clauses import brackets_around
from orchestration.reports.narrative.earlier import TIMED_CUES
from orchestration.reports.narrative.observations import Owner, Value, evidence
from orchestration.reports.narrative.rank_carried import of_part, part_after, speaks_of_part
from orchestration.reports.narrative.rank_editions import edition, take_editions, take_told
from orchestration.reports.narrative.rank_kinds import kind_of
from orchestration.reports.narrative.rank_owners import rank_owners
from orchestration.reports.narrative.rank_view import Carried
from orchestration.reports.narrative.rankings import RankReader
from orchestration.reports.narrative.text import fold

if TYPE_CHECKING:
    from orchestration.reports.document import Location
    from orchestration.reports.narrative.flow import Flow
    from orchestration.reports.narrative.ranked import Ranked
    from orchestration.reports.narrative.sentences import Sentence
    from orchestration.reports.narrative.subject import Subject

_OF_THE_COUNTRY = ("DTI", "SIPAS")
"""Indices also measured for the country as a whole; of the others it has only the mean of its provinces."""
_OF_PROVINCES_ONLY = ("PCI", "PAPI", "SIPAS")
"""Indices that no ministry is measured by."""
_COLLECTIVE = ("national", "provinces", "ministries")
_PROVINCES_RANKED = range(30, 65)
"""So many provinces are ranked in any year; a place among fewer is one of districts or departments."""
_HIGHEST = re.compile(
    r"\b(?:điểm|giá trị|chỉ số|kết quả)(?: [^,;.()\d]{0,30})? (?P<way>cao|thấp) nhất"
    r"(?: (?:là|đạt|chỉ|ở mức|với))* ?\(?$"
)
_SHARE_AFTER = re.compile(r"(?: ?/ ?\d+)?(?: điểm)?,? ?(?:\(|đạt )(?:đạt )?(?:tỷ lệ )?")
_EXTREME = re.compile(r"(?:cao|thấp|nhiều|ít|mạnh|lớn) nhất(?: là)? ?$")
_LOWER_UNITS = re.compile(
    r"\b(?:(?:cả )?(?:\d|ba|các) cấp|sở|quận|huyện|thị xã|xã|phường)\b(?:, (?:ban|ngành|thành phố|thị xã))*"
)
_LOCAL_BEFORE = re.compile(
    r"(?:^|[,;:] |\bvà |\bthì )(?:sở|huyện|quận|thị xã|phường|xã|chi cục|cục) (?!hội |ban |ngành )\w[^;:]*$"
)
"""A department or a district opens the clause: what follows is no province's."""
_LOCAL_TITLE = re.compile(
    r"(?:^|[,;] |\bvà |\bcác |\d )(?:sở|huyện|quận|thị xã(?! hội)|phường|xã(?! hội))\b(?!,)[^;:]{0,60}"
    r"\b(?:dẫn đầu|đứng đầu|đứng thứ|xếp|chỉ số|cao nhất|thấp nhất)\b"
)
_ITS_OWN = re.compile(r"(?:nói chung |chung )?(?:của|trong|trên) $")
_ALL_MINISTRIES = re.compile(r"bộ|cơ quan ngang bộ")
_ALL_PROVINCES = re.compile(r"tỉnh|địa phương|thành phố|cả nước|toàn quốc")


def ranked_values(sentence: Sentence, flow: Flow, location: Location) -> list[tuple[int, Value]]:
    """Start and value of every rank, score and change in a sentence; keeps the index for the next one."""
    take_editions(sentence, flow)
    ranked: list[Ranked] = []
    if sentence.indices or flow.index or flow.indices_named:
        carried = Carried(flow.index, flow.indices_named, flow.part_told or flow.index_part)
        read = RankReader(sentence, carried, is_of_viet_nam=flow.is_of_viet_nam).read()
        is_of_many = flow.scope.agency is None or flow.scope.agency.level != "province"
        ranked = of_part(read, sentence, flow.index_part, holds=is_of_many and flow.is_on_part)
    values = []
    for item, stated in zip(ranked, rank_owners(ranked, sentence), strict=True):
        if stated is None:
            continue
        item = _as_extreme(item, stated, sentence)
        for owner in _owners(item, stated, sentence, flow):
            found = [_value(each, owner, sentence, flow, location) for each in item.each]
            values += [(item.position, value) for value in found if value is not None]
            is_aside = brackets_around(item.position, sentence.boundaries) is not None
            if any(found) and owner.code not in _COLLECTIVE and not is_aside:
                flow.ranked = replace(owner, basis="carried")
    flow.take_country(sentence)
    _take_index(sentence, flow, is_told=bool(values))
    part = part_after(sentence, flow.index, flow.index_part, flow.part_told)
    _take_parts(ranked, sentence, flow, announced=part if part != flow.index_part else None)
    flow.index_part = part
    flow.is_on_part = flow.is_on_part or speaks_of_part(sentence)
    return values


def shares_of_scores(sentence: Sentence, starts: set[int]) -> set[int]:
    """Starts of percentages in brackets right after a score: "đạt 14,1/22 điểm (64,1%)" tells it again."""
    shares: set[int] = set()
    ends = [n.end for n in sentence.numbers if n.start in starts and n.denominator]
    for number in sentence.numbers:
        if number.unit == "percent" and any(
            _SHARE_AFTER.fullmatch(sentence.folded, end, number.start) for end in ends if end < number.start
        ):
            shares.add(number.start)
    return shares


def _as_extreme(item: Ranked, stated: tuple[Subject, ...], sentence: Sentence) -> Ranked:
    """The highest or lowest score of all, where nobody is named whose it is."""
    way = _HIGHEST.search(sentence.folded[: item.position]) if item.role == "index_score" else None
    is_of_one = any(
        s.kind == "agency" and s.code and s.code.startswith(("province:", "ministry:")) for s in stated
    )
    if way is None or is_of_one:
        return item
    return replace(item, statistic="max" if way["way"] == "cao" else "min")


def _take_index(sentence: Sentence, flow: Flow, *, is_told: bool) -> None:
    """Keep the index for the next sentences: of several only announced, the one that the title names."""
    named = [mention.index for mention in sentence.indices if not mention.is_passing]
    if is_told or len(set(named)) == 1:
        flow.index = named[-1] if named else flow.index
    elif named:
        flow.index = flow.title_index if flow.title_index in named else None
    if named and not flow.is_in_sections:
        flow.opening_index = flow.index


def _take_parts(ranked: list[Ranked], sentence: Sentence, flow: Flow, *, announced: str | None) -> None:
    """Keep the part last told of, and the indices that the last sentence with several has named."""
    parts = [item.about.part for item in ranked if item.about.part]
    if parts or announced or sentence.indices:
        flow.part_told = parts[-1] if parts else announced
    named = {mention.index.code: mention.index for mention in sentence.indices if mention.index}
    if named:
        flow.indices_named = tuple(named.values()) if len(named) > 1 else ()


def _owners(item: Ranked, stated: tuple[Subject, ...], sentence: Sentence, flow: Flow) -> list[Owner]:
    if item.index.is_national:
        return [Owner("national", "nation", None, "default")]
    if item.statistic != "value":
        return _collective(stated, sentence)
    if not stated and item.role.startswith("index_score") and item.index.code in _OF_THE_COUNTRY:
        country = [s for s in sentence.subjects if s.level == "nation" and s.end <= item.position]
        if country and _ITS_OWN.search(sentence.folded, max(0, country[0].start - 20), country[0].start):
            return [Owner("national", "nation", country[0].name, "stated")]
    if not stated and _is_local(item, sentence, flow):
        return []
    if not stated and item.about.part and flow.owner is None and flow.ranked is not None:
        return [flow.ranked]
    meant = [_meant(subject, sentence, flow) for subject in stated]
    found = [_as_mean(flow.owner_of(subject), item) for subject in meant or (None,)]
    owners = [owner for known in found if known and _is_ranked(owner := flow.as_ranked(known), item)]
    is_extreme = item.role.endswith("change") and _EXTREME.search(sentence.folded[: item.position])
    return [owner for owner in owners if not is_extreme or owner.code not in _COLLECTIVE]


def _is_local(item: Ranked, sentence: Sentence, flow: Flow) -> bool:
    """Whether departments or districts are spoken of, which have no place in a ranking of provinces."""
    if _LOCAL_BEFORE.search(sentence.folded, 0, item.position):
        return True
    return item.rank_of is None and _LOCAL_TITLE.search(fold(flow.scope.title)) is not None


def _meant(subject: Subject, sentence: Sentence, flow: Flow) -> Subject:
    """The province or ministry last named where "địa phương này" means it; "cấp tỉnh" is the province."""
    if subject.name.lower() == "cấp tỉnh" and subject.code and ":" in subject.code:
        return replace(subject, code=subject.code.partition("/")[0], level="province")
    if not subject.name.lower().endswith(" này"):
        return subject
    named = [
        other
        for other in sentence.subjects
        if other.end <= subject.start and other.kind == "agency" and other.level in ("province", "ministry")
    ]
    return named[-1] if named else flow.owner or subject


def _as_mean(owner: Owner | None, item: Ranked) -> Owner | None:
    """The score "of the country" in an index of provinces is the mean of the provinces."""
    if (
        owner is None
        or owner.level != "nation"
        or item.index.code in _OF_THE_COUNTRY
        or not item.role.startswith("index_score")
    ):
        return owner
    return Owner("provinces", "province", owner.name, owner.basis)


def _is_ranked(owner: Owner, item: Ranked) -> bool:
    """Whether an agency can stand in the published ranking: never a department, a district or a commune."""
    if not owner.code:
        return item.number is not None
    if owner.level == "nation":
        return item.index.code in _OF_THE_COUNTRY and item.role.startswith("index_score")
    if owner.level == "ministry" and item.index.code in _OF_PROVINCES_ONLY:
        return False
    if owner.code in _COLLECTIVE or owner.level == "region":
        return item.role.startswith("index_score")
    if owner.level == "province" and item.rank_of is not None and item.rank_of not in _PROVINCES_RANKED:
        return False
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
    if _LOWER_UNITS.search(words) and not _ALL_PROVINCES.search(_LOWER_UNITS.sub(" ", words)):
        return []
    if _ALL_MINISTRIES.search(words) and not _ALL_PROVINCES.search(words):
        return [Owner("ministries", "ministry", stated[0].name if stated else None, "stated")]
    return [
        Owner("provinces", "province", stated[0].name if stated else None, "stated" if stated else "default")
    ]


def _value(item: Ranked, owner: Owner, sentence: Sentence, flow: Flow, location: Location) -> Value | None:
    kind, cue = kind_of(item, sentence, flow)
    if kind is None:
        return None
    timed = edition(item, kind if cue not in TIMED_CUES else "actual", sentence, flow)
    take_told(item, kind, timed, sentence, flow)
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


def _comparison(sentence: Sentence, position: int) -> str | None:
    start = sentence.folded.find("so với", position)
    if start < 0 or start - position > 20:
        return None
    end = next((b.start for b in sentence.boundaries if b.start > start), len(sentence.text))
    return sentence.text[start:end].strip(" .") or None
