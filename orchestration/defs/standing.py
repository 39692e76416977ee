"""Standing checks: what is open now, whether or not a run is at work, for whoever opens the pages.

Here belongs showing in Dagster what the watch finds (`orchestration.watch.health`). Not here: judging, the
message of the day. They are written after every refresh and by a sensor, and can be run by hand.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import dagster as dg
import duckdb

from orchestration import clock
from orchestration.defs import landing, warehouse
from orchestration.defs.conventions import Metadata
from orchestration.defs.retention import MADE
from orchestration.settings import load_settings
from orchestration.warehouse.facts import markdown_table
from orchestration.watch.filings import calendar
from orchestration.watch.health import Check, checks

NIGHT = dg.AssetKey("night")
RELEASED = dg.AssetKey("released_warehouse")
FILINGS = dg.AssetKey(["warehouse", "quality_filing_calendar"])
SHOWN_CASES = 20
_COVERED = {"contract", "reports_readable", "optional_parts"}

SPECS = [
    dg.AssetCheckSpec(
        "what_is_broken_now",
        asset=NIGHT,
        description="All that is open now: a night that failed, was killed or missed, a stale release, "
        "little disk, refused or waiting reports, failed checks, overdue filings. ERROR if something is "
        "broken, WARN if something is to be looked at. Each with cases, owner and advice. Written after "
        "every refresh, and within a quarter of an hour when something has changed. "
        "/ Mọi việc còn phải xử lý, kèm nguyên nhân, người phụ trách và cách làm.",
    ),
    dg.AssetCheckSpec(
        "release_is_fresh",
        asset=RELEASED,
        description="The last refresh went well and no night was missed, and the release that analysts read "
        "is not older than CCHC_RELEASE_DAYS.",
    ),
    dg.AssetCheckSpec(
        "filings_in_time",
        asset=FILINGS,
        description="No agency that files owes a report by the legal calendar today. A warning: ask the "
        "agency. / Không cơ quan nào nộp báo cáo quá hạn theo quy định.",
    ),
]


@dg.multi_asset_check(name="standing_checks", specs=SPECS, can_subset=True)
def standing_checks(context: dg.AssetCheckExecutionContext) -> Iterator[dg.AssetCheckResult]:
    """Look now."""
    for one in findings(context.instance):
        if one.asset_check_key not in context.selected_asset_check_keys:
            continue
        yield dg.AssetCheckResult(
            asset_key=one.asset_key,
            check_name=one.check_name,
            passed=one.passed,
            severity=one.severity,
            metadata=one.metadata,
            description=one.description,
        )


STANDING = dg.AssetSelection.checks(standing_checks)


@dg.sensor(
    name="watch",
    minimum_interval_seconds=900,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Writes the standing checks when what is open has changed, and once a day. Starts no run.",
)
def watch(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
    """Look, and write what was found if it is news."""
    found = findings(context.instance)
    cursor = _digest(found, clock.now())
    if cursor == context.cursor:
        return dg.SkipReason("What is open is as it was told.")
    return dg.SensorResult(asset_events=found, cursor=cursor)


def report_standing(instance: dg.DagsterInstance) -> None:
    """Write the standing checks now."""
    for one in findings(instance):
        instance.report_runless_asset_event(one)


def findings(instance: dg.DagsterInstance) -> list[dg.AssetCheckEvaluation]:
    """The result of each standing check."""
    settings, now = load_settings(), clock.now()
    found = [*checks(settings, now), _failed_checks(instance)]
    return [
        _result(SPECS[0], found),
        _result(SPECS[1], [check for check in found if check.name in {"refresh", "release"}]),
        _filings(settings.released_file, now),
    ]


def _result(spec: dg.AssetCheckSpec, found: Sequence[Check]) -> dg.AssetCheckEvaluation:
    by_state = {state: [c for c in found if c.state == state] for state in ("broken", "warning", "ok")}
    is_open = [*by_state["broken"], *by_state["warning"]]
    # What stands in plain text is seen at once; tables are a click away. The pages sort by name.
    metadata: Metadata = {
        f"{n}. {_name(check)}": _sentence(check) for n, check in enumerate(is_open, start=1)
    }
    metadata |= {
        "broken": len(by_state["broken"]),
        "to_look_at": len(by_state["warning"]),
        "open_cases": sum(max(len(check.cases), 1) for check in is_open),
        "open": dg.MetadataValue.md(_table(is_open) if is_open else "Nothing is open."),
        "well": "; ".join(f"{_name(check)}: {check.found}" for check in by_state["ok"]) or "nothing",
    }
    return _standing(spec, "broken" if by_state["broken"] else "warning" if is_open else "ok", metadata)


def _sentence(check: Check) -> str:
    state = "BROKEN" if check.state == "broken" else "Look at"
    first = f" First: {check.cases[0]}" if check.cases else ""
    return f"{state}: {check.found.rstrip('.')}.{first} What to do: {check.advice} Owner: {check.owner}."


def _table(is_open: Sequence[Check]) -> str:
    rows: list[tuple[str, str, str, str, str]] = []
    for check in is_open:
        state = "BROKEN" if check.state == "broken" else "look at"
        rows.append((state, _name(check), check.found, check.advice, check.owner))
        rows += [("", "", case, "", "") for case in check.cases[:SHOWN_CASES]]
        more = len(check.cases) - SHOWN_CASES
        rows += [("", "", f"… and {more} more", "", "")] if more > 0 else []
    return markdown_table(["state", "what", "found", "what to do", "owner"], rows)


def _name(check: Check) -> str:
    return check.name.replace("_", " ")


def _filings(file: Path, now: datetime) -> dg.AssetCheckEvaluation:
    spec = SPECS[2]
    try:
        known = calendar(file, now.date())
    except duckdb.Error as failure:
        return _standing(spec, "broken", {"found": str(failure), "what_to_do": "Run `cchc verify`."})
    rows = [(f.agency, f.duty, f"{f.start} – {f.end}", f.due, f.agency) for f in known.overdue[:SHOWN_CASES]]
    metadata: Metadata = {
        "overdue": len(known.overdue),
        "due_soon": len(known.due),
        "next_due_on": str(known.next_due or "none"),
        "newest_period_end": str(known.newest_period_end or "none"),
        "overdue_filings": dg.MetadataValue.md(
            markdown_table(["agency", "duty", "period", "due on", "who files"], rows) if rows else "None."
        ),
        "what_to_do": "Ask the agencies; `cchc status` lists all of them.",
    }
    return _standing(spec, "warning" if known.overdue else "ok", metadata)


def _failed_checks(instance: dg.DagsterInstance) -> Check:
    """Checks of the flow that failed when they were last made; those on reports are told with their cases."""
    specs = [spec for spec in landing.CHECKS if spec.name not in _COVERED] + warehouse.check_specs()
    # Not the newest execution: on a night without news a check is planned and never made.
    made = [
        record.evaluation
        for spec in specs
        for record in instance.event_log_storage.get_asset_check_execution_history(
            spec.key, limit=1, status=MADE
        )
    ]
    results = [evaluation for evaluation in made if evaluation]
    failed = [result for result in results if not result.passed]
    cases = tuple(
        sorted(f"{one.asset_key.to_user_string()}: {one.check_name} ({one.severity.value})" for one in failed)
    )
    if not failed:
        return Check(
            "failed_checks", "ok", f"none of {len(results)} checks of the flow failed when last made"
        )
    is_blocking = any(one.severity is dg.AssetCheckSeverity.ERROR for one in failed)
    advice = "Open the check of the asset: it lists the failing tests and rows."
    state = "broken" if is_blocking else "warning"
    return Check("failed_checks", state, f"{len(failed)} of {len(results)} checks", advice, cases)


def _standing(spec: dg.AssetCheckSpec, state: str, metadata: Metadata) -> dg.AssetCheckEvaluation:
    return dg.AssetCheckEvaluation(
        asset_key=spec.asset_key,
        check_name=spec.name,
        passed=state == "ok",
        severity=dg.AssetCheckSeverity.ERROR if state == "broken" else dg.AssetCheckSeverity.WARN,
        metadata=metadata,
    )


def _digest(found: Sequence[dg.AssetCheckEvaluation], now: datetime) -> str:
    """The same as long as the same is open on the same day."""
    told = [(one.passed, one.severity.value, str(one.metadata.get("open", one.metadata))) for one in found]
    return hashlib.blake2b(json.dumps([now.date().isoformat(), told]).encode(), digest_size=16).hexdigest()
