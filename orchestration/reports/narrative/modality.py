"""Whether a figure happened, is aimed at, belongs to an earlier time, or is a change.

Belongs here: the reach of cues inside a sentence, and the context that headings and titles set. Does not
belong here: the cues (`modality_words`) or what the figure measures (`binding`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from orchestration.reports.narrative.distances import is_distance_from_aim, is_threshold
from orchestration.reports.narrative.earlier import earlier_cue
from orchestration.reports.narrative.exactness import is_exact
from orchestration.reports.narrative.modality_words import modality_words

if TYPE_CHECKING:
    from orchestration.reports.narrative.clauses import Boundary
    from orchestration.reports.narrative.numbers import Number

Modality = Literal["actual", "target", "previous", "change", "unsure"]
Context = Literal["results", "tasks", "plan", "open"]

_BAND = "band"
"""The cue of a bound that groups are made by: "90% trở lên". Of what is aimed at it is the target."""

_AIM_OF_RESULT = re.compile(r"\d ?% ?/ ?$")
"""The second figure of "đạt 85%/80%"."""

_WEAK_AIM = re.compile(
    r"(?:bảo|đảm) đảm|bảo đảm|cần|phải|nhằm|để|nâng|đưa|hướng|(?:các |những )?tiêu chí|chỉ tiêu|quyết tâm"
    r"|kiên quyết|không"
)
"""Words of aiming that also stand before what was counted: "nâng tỷ lệ hồ sơ trực tuyến lên 82,47%"."""

_HYPOTHETICAL = re.compile(r"nếu|có thể \w")

_OPENING = 6
"""So many letters may stand before the announcement of a line that only looks like a heading."""

_BOUND_WORDS = re.compile(
    r"(?: ?(?:khoảng|xấp xỉ|ước|gần|dưới|hơn|trên|vượt|chưa tới|chừng|tương đương|đạt|ước đạt|là|tỷ lệ"
    r"|mức|ở mức|chưa đến|lên tới|không quá|tới))+ ?$"
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The modality of a figure and the cue that decided, for the rules column."""

    modality: Modality
    cue: str


def announced_by(folded: str, *, is_marked: bool) -> Context | None:
    """What a heading announces: tasks, results, neither, or (None) nothing that matters.

    A short line that only looks like a heading must begin with its announcement, as headlines speak of
    demands too. The names of agencies and programmes announce nothing.
    """
    patterns = modality_words()
    folded = patterns.section_names.blanked(folded)
    if patterns.open_sections.search(folded):
        return "open"
    tasks = patterns.task_sections.search(folded)
    results = patterns.result_sections.search(folded)
    if not is_marked:
        tasks = tasks if tasks and (tasks.start() <= _OPENING or "kết luận" in tasks[0]) else None
        results = results if results and results.start() <= _OPENING else None
    if tasks and patterns.done_sections.search(folded, tasks.start()):
        return "results"
    if tasks and (not results or tasks.start() < results.start()):
        return "tasks"
    return "results" if results else None


def title_context(folded: str) -> Context:
    """Whether a document is a plan as a whole."""
    patterns = modality_words()
    plan = patterns.plan_titles.search(folded)
    return "plan" if plan and not patterns.done_sections.search(folded) else "open"


def opens_demand(folded: str) -> bool:
    """Whether a sentence that ends with a colon demands what the list after it says."""
    patterns = modality_words()
    return folded.rstrip().endswith(":") and bool(
        patterns.demand.search(folded) or patterns.target.search(folded)
    )


def gives_marks(folded: str) -> bool:
    """Whether a sentence is a scale of marks ("từ 95% trở lên: 2 điểm")."""
    return modality_words().marks.search(folded) is not None


def sets_demand(folded: str) -> bool:
    """Whether a sentence asks others to act, so that those after it in the paragraph do too."""
    patterns = modality_words()
    demand = patterns.demand.search(folded)
    return demand is not None and not any(
        m.start() > demand.start() for m in patterns.result.finditer(folded)
    )


def tells_result(folded: str) -> bool:
    """Whether words that tell a result stand in a sentence."""
    return modality_words().result.search(folded) is not None


def judge_nearby(
    folded: str, number: Number, boundaries: list[Boundary], context: Context
) -> Judgement | None:
    """The verdict of the words next to a figure when it stands beside another: not an actual value."""
    folded = _fewest_hidden(folded)
    judgement = _close_by(folded, number, boundaries)
    if judgement is not None and judgement.cue == _BAND:
        judgement = judge(folded, number, boundaries, context)
        return judgement if judgement.modality == "unsure" else None
    return judgement if judgement and judgement.modality != "actual" else None


def judge(folded: str, number: Number, boundaries: list[Boundary], context: Context) -> Judgement:
    """The modality of a figure in its sentence.

    Args:
        folded: the sentence.
        number: the figure.
        boundaries: the segment ends of the sentence; strong ones end the reach of a cue.
        context: what headings, titles and introductions say of the place of the sentence.
    """
    folded = _fewest_hidden(folded)
    close = _close_by(folded, number, boundaries)
    if close is not None and close.cue != _BAND:
        return close
    judgement = judge_apart(folded, number, boundaries, context)
    return judgement if close is None or judgement.modality == "target" else close


def _fewest_hidden(folded: str) -> str:
    """A sentence, as long as before, in which "ít nhất" beside "nhiều nhất" (the fewest) sets no bound."""
    return folded.replace("ít nhất", "ít_nhất") if "nhiều nhất" in folded else folded


def judge_apart(folded: str, number: Number, boundaries: list[Boundary], context: Context) -> Judgement:
    """The verdict of the cues whose reach holds a figure, else of its context.

    Asked alone where the words that touch a figure say what is measured: "giảm 30% chi phí".
    """
    clause_start = max((b.end for b in boundaries if b.kind == "strong" and b.end <= number.start), default=0)
    patterns = modality_words()
    results = [match.start() for match in patterns.result.finditer(folded, clause_start, number.start)]
    last_result = results[-1] if results else -1
    demand = patterns.demand.search(folded, 0, number.start)
    found = patterns.target.finditer(folded, clause_start, number.start)
    targets = [match for match in found if not _is_shut_in(match.start(), number, boundaries)]
    is_counted, is_aimed = is_exact(number), bool(targets)
    if is_counted and all(_WEAK_AIM.match(match[0]) for match in targets):
        targets = []
    if targets and targets[-1].start() > last_result:
        if _HYPOTHETICAL.match(targets[-1][0]):
            return Judgement("unsure", "hypothetical")
        is_handed_up = targets[-1][0] == "trình" and "phương án" not in folded
        return Judgement("unsure", "handed_up") if is_handed_up else Judgement("target", "target_word")
    if not is_counted and last_result < 0 and _goes_on_aiming(folded, clause_start):
        return Judgement("target", "list_of_aims")
    if demand and demand.start() > last_result:
        is_result = is_counted and not is_aimed
        return Judgement("actual", "exact") if is_result else Judgement("target", "demand")
    before = folded[clause_start : number.start]
    if context == "tasks" and last_result >= 0 and not _opens_as_task(folded):
        is_cut = not is_counted and any(
            last_result < b.start < number.start and b.kind != "open" for b in boundaries
        )
        return Judgement("unsure", "section:tasks") if is_cut else Judgement("actual", "result_in_tasks")
    return _by_context(folded, before, context, has_result=last_result >= 0)


def _is_shut_in(start: int, number: Number, boundaries: list[Boundary]) -> bool:
    """Whether a cue stands in brackets that are closed before a figure."""
    shut = next((b.start for b in boundaries if b.kind == "close" and start < b.start < number.start), None)
    return shut is not None and not any(b.kind == "open" and start < b.start < shut for b in boundaries)


def _goes_on_aiming(folded: str, clause_start: int) -> bool:
    """Whether a clause after a semicolon goes on with a list whose first figure is aimed at."""
    if ";" not in folded[max(0, clause_start - 2) : clause_start]:
        return False
    patterns = modality_words()
    head = _FIRST_FIGURE.match(folded)
    end = head.end() if head else clause_start
    return (
        end < clause_start
        and patterns.list_aims.search(folded, 0, end) is not None
        and patterns.result.search(folded, 0, clause_start) is None
    )


_FIRST_FIGURE = re.compile(
    r"(?:năm \d{4}|\d{4} ?[-–] ?\d{4}|\d+/\d+(?:/\d+)?|(?:quý|tháng|ngày|số) \d+|\D)*?"
    r"(?=\d)(?!\d{4} ?[-–] ?\d{4})"
)


def _opens_as_task(folded: str) -> bool:
    """Whether a sentence begins with a verb that sets a task, where no section says that it tells results."""
    words = modality_words()
    return any(pattern.match(folded) for pattern in (words.tasks, words.tasks_or_deeds))


def _by_context(folded: str, before: str, context: Context, *, has_result: bool) -> Judgement:
    is_task = modality_words().tasks.match(folded) if context == "results" else _opens_as_task(folded)
    if is_task and not has_result:
        return Judgement("target", "imperative")
    if context in ("tasks", "plan"):
        if has_result and context == "plan":
            return Judgement("actual", "result_in_plan")
        return Judgement("unsure" if has_result else "target", f"section:{context}")
    return Judgement("actual", "result" if has_result or "đạt" in before else "plain")


def _close_by(folded: str, number: Number, boundaries: list[Boundary]) -> Judgement | None:  # noqa: C901
    """The verdict of the words that touch the figure, if they give one."""
    patterns = modality_words()
    after = folded[number.end : number.end + 150]
    start = max(0, number.start - 70)
    raw = folded[start : number.start]
    is_reached = patterns.only_reached.ends_at(folded, start, number.start)
    for kind, pattern in patterns.after:
        if pattern.match(after):
            if kind == "band":
                return Judgement("unsure", _BAND)
            if kind == "target" and (number.unit != "percent" or is_reached):
                continue
            if kind != "change" or number.unit != "percent":
                verdict = "target" if kind == "aim" else kind
                return Judgement(verdict, f"after:{kind}")  # type: ignore[arg-type]
    if number.unit == "percent" and _AIM_OF_RESULT.search(raw):
        aimed = "chỉ tiêu" in folded or "mục tiêu" in folded or "kế hoạch" in folded
        return Judgement("target" if aimed else "unsure", "after_slash")
    if is_distance_from_aim(number, raw, after) or is_threshold(raw, after):
        return Judgement("unsure", "beyond_aim" if not is_threshold(raw, after) else "threshold")
    earlier = earlier_cue(folded, number, boundaries)
    if earlier is not None:
        return Judgement("previous", earlier)
    bare = _BOUND_WORDS.sub(" ", raw)
    stretches = [(folded, start, number.start), (bare, 0, len(bare))]
    for text, first, last in stretches if bare != raw else stretches[:1]:
        for kind, phrases in patterns.before:
            if phrases.ends_at(text, first, last):
                if kind == "reached":
                    return None
                return Judgement(kind, f"before:{kind}")  # type: ignore[arg-type]
    if number.unit == "percentage_point":
        return Judgement("change", "percentage_point")
    return None
