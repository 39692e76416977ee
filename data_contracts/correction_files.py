"""Analysts' corrections as they are written, held against their contract.

Here belongs reading `corrections/*.yml` into rows, and why an entry is refused. Not here: whether a
correction meets the value that it expects (the dbt project decides), storing the rows.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import polars as pl
import yaml

from data_contracts.enforcement import enforce
from data_contracts.frames import frame_from_records
from data_contracts.model import FOLDER, Table, load_table
from data_contracts.reasons import Reason, ReasonCode
from data_contracts.references import load_references

CORRECTIONS = FOLDER / "corrections"
_ADVICE = "Write it as data_contracts/corrections/README.md shows."
_PLACE = ("report", "indicator_code", "agency_code", "period_start", "period_end", "as_of", "edition")


@dataclass(frozen=True, slots=True)
class Corrections:
    """All entries of the files: `accepted` has the columns of `corrections`, `refused` of its namesake."""

    accepted: pl.DataFrame
    refused: pl.DataFrame


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry, or one file that is no list of entries, with what is wrong in how it is written."""

    location: str
    values: Mapping[str, object]
    reasons: tuple[Reason, ...]


def read_corrections(folder: Path) -> Corrections:
    """Every entry of every `*.yml` in the folder, in the order of names; none where there is no folder."""
    table = load_table("corrections")
    entries = [entry for path in sorted(folder.glob("*.yml")) for entry in _entries(path, table)]
    rows = [{**entry.values, "location": entry.location} for entry in entries]
    typed = frame_from_records(rows, table)
    issues = dict(typed.issues)
    for number, entry in enumerate(entries):
        if entry.reasons:
            issues[number] = (*entry.reasons, *issues.get(number, ()))
    result = enforce(typed.frame, table, load_references(), issues)
    refused = result.rejected.select("location", "correction_id").with_columns(
        pl.Series(
            "reasons", ["\n".join(reason.message for reason in row) for row in result.reasons], pl.String
        )
    )
    return Corrections(result.accepted, refused)


def _entries(path: Path, table: Table) -> Iterator[_Entry]:
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        yield _no_list(path.name, "YAML in UTF-8", " ".join(str(error).split()))
        return
    if not isinstance(content, list):
        yield _no_list(path.name, "a list of corrections", type(content).__name__)
        return
    for number, entry in enumerate(content, 1):
        location = f"{path.name}, correction {number}"
        if isinstance(entry, dict):
            yield _entry(location, entry, table)
        else:
            yield _no_list(location, "fields with values", type(entry).__name__)


def _no_list(location: str, expected: str, found: str) -> _Entry:
    return _Entry(location, {}, (Reason(ReasonCode.WRONG_TYPE, None, expected, found, _ADVICE, location),))


def _entry(location: str, entry: Mapping[object, object], table: Table) -> _Entry:
    known = set(table.column_names) - {"location"}
    values = {str(name): value for name, value in entry.items() if name in known}
    reasons = [_unknown(str(name), known, location) for name in entry if name not in known]
    values.setdefault("withdraw", False)
    if (values.get("value") is None) is not (values["withdraw"] is True):
        found = "both" if values["withdraw"] is True else "neither"
        expected = "either a new value or withdraw: true"
        reasons.append(Reason(ReasonCode.BROKEN_RULE, "value", expected, found, _ADVICE, location))
    told = [name for name in _PLACE if values.get(name) is not None]
    if values.get("observation_id") is not None and told:
        expected = "an observation_id or a place, not both"
        found = f"observation_id, {', '.join(told)}"
        advice = "Keep the observation_id alone."
        reasons.append(Reason(ReasonCode.BROKEN_RULE, "observation_id", expected, found, advice, location))
    return _Entry(location, values, tuple(reasons))


def _unknown(name: str, known: set[str], location: str) -> Reason:
    close = get_close_matches(name, known, n=1)
    advice = f"Did you mean {close[0]}?" if close else _ADVICE
    expected = f"fields among {', '.join(sorted(known))}"
    return Reason(ReasonCode.BROKEN_RULE, None, expected, f"the field {name}", advice, location)
