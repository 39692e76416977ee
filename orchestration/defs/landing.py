"""Landing: every archived report that is still to be read is read, held against its contract, and landed.

Here belongs one asset for each landing contract, and what was refused as checks. Not here: the rules.
"""

from collections.abc import Iterator

import dagster as dg

from data_contracts.correction_files import CORRECTIONS, Corrections
from data_contracts.model import tables
from orchestration import clock
from orchestration.defs.conventions import (
    GROUPS,
    IO_RETRIES,
    LANDING,
    OWNERS,
    Metadata,
    column_schema,
    description,
    dictionary,
    failures,
    progress,
)
from orchestration.settings import load_settings
from orchestration.storage.corrections import land_corrections
from orchestration.storage.ingest import CONTRACTS, Ingested, read_reports
from orchestration.storage.lake import Lake
from orchestration.storage.report_rows import Reader
from orchestration.storage.reprocess import Span, reports_to_read
from orchestration.storage.review import (
    Refused,
    refused_reports,
    refused_rows,
    unnamed_revisions,
    waiting_reports,
)
from orchestration.warehouse.facts import markdown_table

SHOWN_CASES = 20
ALL = tuple(table.name for table in tables("landing"))


class LandingConfig(dg.Config):
    """What this run reads beside what is new."""

    reprocess: str = ""
    """`PERIOD..PERIOD` (2024, 2024-H1, 2024-Q1 or 2024-06): reports with values in it are read again."""


def key(contract: str) -> dg.AssetKey:
    """The asset of a landing contract."""
    return dg.AssetKey([LANDING, contract])


SPECS = [
    dg.AssetSpec(
        key(contract),
        deps=["archived_reports"],
        group_name=GROUPS[LANDING],
        owners=OWNERS,
        kinds={"parquet", "pandera"},
        description=description(contract),
        metadata={"dagster/column_schema": column_schema(contract), "dictionary": dictionary(contract)},
    )
    for contract in ALL
]
CHECKS = [
    dg.AssetCheckSpec(
        "contract",
        asset=key(contract),
        description="Every row that was read keeps the contract. A warning: refused rows are in quarantine "
        "with their reasons (quality_rejected_rows), all others are landed. What to do: docs/runbooks.md, “A "
        "report was refused”.",
    )
    for contract in CONTRACTS
] + [
    dg.AssetCheckSpec(
        "reports_readable",
        asset=key("outcomes"),
        description="Every report could be read. A warning: refused reports stay archived. What to do: "
        "docs/runbooks.md, “A report was refused”.",
    ),
    dg.AssetCheckSpec(
        "optional_parts",
        asset=key("outcomes"),
        description="No report waits for an optional program (OCR, LibreOffice). A warning: `make parts` "
        "installs it, and the next run reads them.",
    ),
    dg.AssetCheckSpec(
        "contract",
        asset=key("corrections"),
        description="Every correction is written as its contract asks. A warning: the others are not applied "
        "and stand in quality_corrections with their reasons.",
    ),
    dg.AssetCheckSpec(
        "revisions_named",
        asset=key("outcomes"),
        description="Every sidecar, and every report that prints what it revises, names one report we have. "
        "A warning: the file name alone says what the report revises until its sidecar does.",
    ),
]


@dg.multi_asset(
    name="landing",
    specs=SPECS,
    check_specs=CHECKS,
    required_resource_keys={"refresh_lock"},
    retry_policy=IO_RETRIES,
)
def landing(config: LandingConfig) -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
    """Read and land what is pending."""
    settings = load_settings()
    lake = Lake(settings.lake)
    reader = Reader.current(settings.limits)
    span = Span.parse(config.reprocess) if config.reprocess else None
    with failures():
        reports = reports_to_read(lake, reader.version, span)
        ingested = read_reports(
            lake, reports, reader, clock.now(), lambda n, of, _: progress("reading", n, of)
        )
        corrections = land_corrections(lake, CORRECTIONS)
    for contract in ALL:
        yield dg.MaterializeResult(asset_key=key(contract), metadata=_metadata(lake, contract, ingested))
    rows = refused_rows(lake)
    for contract in CONTRACTS:
        refused = [row for row in rows if row.contract == contract]
        yield _check(contract, "contract", refused, refused_in_this_run=ingested.rejected[contract])
    yield _check("corrections", "contract", _refused(corrections))
    yield _check("outcomes", "reports_readable", refused_reports(lake), not_tried=len(ingested.failures))
    yield _check("outcomes", "optional_parts", waiting_reports(lake))
    yield _check("outcomes", "revisions_named", unnamed_revisions(lake))


def _metadata(lake: Lake, contract: str, ingested: Ingested) -> Metadata:
    rows = lake.landing.read(contract)
    first = rows.head(5)
    return {
        "dagster/row_count": rows.height,
        "reports_read": sum(ingested.reports.values()),
        "accepted_rows": ingested.accepted[contract],
        "refused_rows": ingested.rejected[contract],
        "preview": dg.MetadataValue.md(markdown_table(first.columns, first.rows())),
    }


def _refused(corrections: Corrections) -> list[Refused]:
    return [
        Refused("", row["location"], "corrections", row["reasons"])
        for row in corrections.refused.iter_rows(named=True)
    ]


def _check(contract: str, name: str, refused: list[Refused], **counts: int) -> dg.AssetCheckResult:
    cases = markdown_table(
        ["report", "reasons"], [(case.source_name, case.reasons) for case in refused[:SHOWN_CASES]]
    )
    return dg.AssetCheckResult(
        asset_key=key(contract),
        check_name=name,
        passed=not refused,
        severity=dg.AssetCheckSeverity.WARN,
        metadata={"refused": len(refused), **counts, "cases": dg.MetadataValue.md(cases)},
    )
