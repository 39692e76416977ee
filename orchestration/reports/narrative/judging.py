"""The verdict on a bound figure: its words, what it measures, the sentence before it, and its time.

Belongs here: what overrules or completes the verdict of the words alone (`modality`). Does not belong here:
the words.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from orchestration.reports.narrative import details
from orchestration.reports.narrative.exactness import is_exact
from orchestration.reports.narrative.modality import Judgement, judge, judge_apart, tells_result
from orchestration.reports.narrative.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from orchestration.reports.narrative.flow import Flow
    from orchestration.reports.narrative.frames import Bound
    from orchestration.reports.narrative.observations import Value
    from orchestration.reports.narrative.sentences import Sentence
    from orchestration.reports.narrative.valuing import Valuer

_CARRIED_OVER = "dossiers_carried_over"
"""Of the period before by its name, and a figure of this one: "tồn kỳ trước 345"."""
_AIMS = frozenset(
    {
        "target_word", "demand", "imperative", "list_of_aims", "goes_on_aiming", "section:tasks",
        "section:plan", "yet_to_come",
    }
)  # fmt: skip
"""Cues of targets set, not of targets that a result is held against."""
_AIMS_ON = re.compile(
    r"\W*(?:[^\W\d]+(?: [^\W\d]+){0,3}, )?"
    r"(?:(?:tối thiểu |ít nhất |có |trên |đạt |hoàn thành )?\d+(?:[.,]\d+)?%"
    r"|(?:cắt giảm|giảm|bãi bỏ|đơn giản hóa|hoàn thành|nâng|tăng|duy trì|số hóa|cung cấp|đưa|rút ngắn"
    r"|xử lý|tích hợp|đồng bộ|thực hiện)\b"
    r"|(?:tỷ lệ|mức độ hài lòng) [^;.]{0,120}?\b(?:đạt|là|tăng|giảm|trên|dưới|từ)\b)"
)
"""How a sentence begins that, after one of aims, sets further ones."""


def judged(sentence: Sentence, item: Bound, flow: Flow, valuer: Valuer) -> Judgement:
    """Whether a figure happened, is aimed at, belongs to an earlier time, or is a change."""
    told = sentence.folded, item.number, sentence.boundaries, flow.context
    judgement = judge(*told)
    if judgement.cue == "before:previous" and item.indicator == _CARRIED_OVER:
        judgement = Judgement("actual", "plain")
    if judgement.modality == "change" and item.indicator.endswith("_cut_rate"):
        judgement = judge_apart(*told)
    if judgement.cue == "target_word" and details.is_approved_plan(sentence.folded, item):
        return Judgement("actual", "approved_plan")
    if judgement.modality == "target" and details.is_whole_of_a_target(sentence.folded, item):
        return Judgement("actual", "whole_of_a_target")
    if judgement.cue in ("section:tasks", "section:plan") and valuer.is_over(sentence, item.number):
        return Judgement("actual", "past_in_tasks")
    if judgement.cue in ("section:tasks", "imperative") and is_exact(item.number):
        return judgement if valuer.looks_ahead() else Judgement("actual", "exact")
    if judgement.cue not in ("plain", "result", "band"):
        return judgement
    return _in_its_time(judgement, sentence, item, flow, valuer)


def _in_its_time(
    judgement: Judgement, sentence: Sentence, item: Bound, flow: Flow, valuer: Valuer
) -> Judgement:
    """A figure without a cue of its own: its plan, its time or the sentence before may decide."""
    if item.indicator == "procedures_reviewed" and _is_of_a_plan(sentence, item, flow):
        return Judgement("target", "plan_of_review")
    if valuer.is_yet_to_come(sentence, item.number) or valuer.is_aimed_headline(sentence, item.number):
        return Judgement("target", "yet_to_come")
    if judgement.cue == "band" or not flow.aims or not _goes_on(sentence):
        return judgement
    return judgement if valuer.is_over(sentence, item.number) else Judgement("target", "goes_on_aiming")


def _is_of_a_plan(sentence: Sentence, item: Bound, flow: Flow) -> bool:
    """Whether procedures reviewed are those that a plan names, here or earlier in the text."""
    before = sentence.folded[: item.number.start]
    if tells_result(before) or _REVIEWED.search(before):
        return False
    return flow.plans_review or _PLANS_REVIEW.search(before) is not None


def plans_review(folded: str) -> bool:
    """Whether a sentence tells that a plan of reviewing procedures is made."""
    return "rà soát" in folded and _PLANS_REVIEW.search(folded) is not None


_PLANS_REVIEW = re.compile(r"(?<!thực hiện )(?<!triển khai )\bkế hoạch (?:[^\W\d]+ ){0,6}?rà soát\b")
_REVIEWED = re.compile(r"\b(?:hoàn thành|kết quả|tiến hành|tổ chức) rà soát\b")


def _goes_on(sentence: Sentence) -> bool:
    return _AIMS_ON.match(sentence.folded) is not None and not tells_result(sentence.folded)


def aims_of(values: list[Value], sentence: Sentence) -> Value | None:
    """The last target of a sentence that set targets and told nothing else."""
    cues = _AIMS if tells_result(sentence.folded) else _AIMS | {"before:target"}
    are_aims = all(v.kind == "target" and v.rules[-1][len("kind:") :] in cues for v in values)
    return values[-1] if are_aims else None


def with_aims_restated(values: list[Value], folded: Sequence[str]) -> list[Value]:
    """The values, with those of headlines that no text tells as reached but the text aims at made targets.

    "Cắt giảm 30% chi phí tuân thủ" above "yêu cầu cắt giảm ít nhất 30% …" is no result, nor is "Bỏ 60 điều
    kiện kinh doanh" above "đề xuất phương án bãi bỏ 60 …", which tells no value of its own. `folded` are the
    document's paragraphs.
    """
    told = [value for value in values if not value.is_headline]
    aimed = {value.value: value for value in reversed(told) if value.kind == "target"}
    reached = {value.value for value in told if value.kind == "actual"}
    restated = []
    for value in values:
        if _is_bare_headline(value) and value.value not in reached:
            aim = aimed.get(value.value)
            if aim is not None or any(_proposed(value.text).search(text) for text in folded):
                timed, rules = (aim.timed if aim else value.timed), (value.rules[0], "kind:restated")
                restated.append(replace(value, kind="target", timed=timed, rules=rules))
                continue
        restated.append(value)
    return restated


def _is_bare_headline(value: Value) -> bool:
    is_told = value.is_headline and value.kind == "actual" and "approved" not in value.indicator
    return is_told and value.rules[-1] == "kind:plain"


def _proposed(figure: str) -> re.Pattern[str]:
    """A figure that a proposal or a plan still to be decided on names."""
    return re.compile(
        r"\b(?:đề xuất|kiến nghị|dự kiến|dự thảo|phương án|đề nghị)\b"
        r"(?:(?!\b(?:đã|được|phê duyệt|thông qua|ban hành|công bố)\b)[^.;\d]){0,120}"
        rf"(?<![\d.,]){re.escape(fold(figure))}(?![\d.,]*\d)"
    )
