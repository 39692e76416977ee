"""`cchc read --explain`: why a figure of a text was taken or left.

Here belongs printing the verdicts. Not here: the reading and its reasons (`reports.narrative.explanation`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from data_contracts.reasons import PermanentFailure
from orchestration.cli.output import CommandError, say
from orchestration.reports.filing.sidecar import SUFFIX
from orchestration.reports.limits import limits_set
from orchestration.reports.reading import explain_report
from orchestration.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from orchestration.reports.narrative.explanation import Verdict
    from orchestration.reports.narrative.observations import Value


def explain(files: Sequence[Path], figure: str) -> None:
    """Print what became of every place in FILES where the figure is printed.

    CommandError where it stands in none of their texts.
    """
    found = [(file, verdict) for file in files for verdict in _verdicts(file) if _is_asked(verdict, figure)]
    if not found:
        raise CommandError(
            f"expected the figure “{figure}” in the text of {', '.join(map(str, files))}, found none. "
            "Give it as printed, such as 1.234 or 98,5%; `cchc read` shows figures of tables and their cells."
        )
    for file, verdict in found:
        for line in _lines(file, verdict):
            say(line)


def _verdicts(file: Path) -> list[Verdict]:
    beside = file.with_name(f"{file.name}{SUFFIX}")
    told = beside.read_text("utf-8", "replace") if beside.is_file() else None
    try:
        with limits_set(load_settings().limits):
            return explain_report(file.read_bytes(), file.name, told)
    except PermanentFailure as failure:
        raise CommandError(f"{file}: {failure.reason.message}") from failure


def _is_asked(verdict: Verdict, figure: str) -> bool:
    def plain(text: str) -> str:
        return text.strip().rstrip("%").strip()

    return plain(figure) in (plain(verdict.text), plain(verdict.text).split(" ")[0])


def _lines(file: Path, verdict: Verdict) -> Iterator[str]:
    yield f"{file}, {verdict.location}: “{verdict.text}”"
    yield f"  in      {verdict.clause}"
    if verdict.value is None:
        yield f"  left    {verdict.reason}"
    else:
        yield f"  taken   {_told(verdict.value)}"
        yield f"  by      {verdict.reason}; confidence {verdict.value.confidence}"
    for seen in verdict.seen:
        yield f"  seen    {seen}"


def _told(value: Value) -> str:
    measure = ".".join(part for part in (value.index_code, value.component, value.indicator) if part)
    owner = f"{value.owner.code or 'an unknown agency'} ({value.owner.basis})"
    period = "no period"
    if value.timed is not None:
        window = value.timed.period
        period = f"{window.start} – {window.last_day}" if window.start else f"as of {window.last_day}"
        period += f" ({value.timed.basis})"
    return f"{measure} = {value.value:g} {value.unit}, {value.kind} of {owner}, {period}"
