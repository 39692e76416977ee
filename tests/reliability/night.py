"""One night on a small installation, in its own process: `python -m tests.reliability.night ROOT MOMENT`.

The steps, files and order are those of `cchc refresh`, the real reader among them. In place of dbt, which
would take nearly all of the time and writes only what may be deleted, a few statements build the file.
"""

import random
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import duckdb

from data_contracts.reasons import PermanentFailure, TransientFailure
from orchestration.storage import nights
from orchestration.storage.healing import heal_releases
from orchestration.storage.ingest import read_pending
from orchestration.storage.intake import archive_folder
from orchestration.storage.lake import Lake
from orchestration.storage.locks import refresh_lock
from orchestration.storage.releases import already_released, publish
from orchestration.storage.report_rows import Reader

KEEP = 3
_BUILT = """
    create schema staging;
    create view arrived as select * from read_parquet('{landing}/reports/*.parquet');
    create table dim_report as
        select report_id, source_name, original_report_id,
            exists (
                from arrived as later
                where later.original_report_id = arrived.original_report_id
                    and later.revision > arrived.revision
            ) as is_superseded,
            1 as landed_count
        from arrived;
    drop view arrived;
    create table fct_indicator_observations as
        select observation_id, concat(indicator_code, agency_code, period_end, as_of) as series_key,
            indicator_code, agency_code, period_end, value, report_id, not is_superseded as is_current,
            null::varchar as correction_id, null::varchar as replaced_by_correction_id
        from read_parquet('{landing}/observations/*.parquet') join dim_report using (report_id);
    create table fct_current_value_history (
        series_key varchar, observation_id varchar, current_from timestamp, current_to timestamp
    );
"""


def refresh(root: Path, now: datetime) -> None:
    """Heal, archive, read, build, publish; prints what was healed, and what could not be archived."""
    warehouse, run_id = root / "warehouse", uuid4().hex
    with refresh_lock(warehouse):
        nights.begin(warehouse, run_id, now)
        try:
            _refresh(root, now)
        except (PermanentFailure, TransientFailure, OSError, duckdb.Error) as failure:
            nights.end(warehouse, run_id, now, str(failure))
            raise
        nights.end(warehouse, run_id, now, "")


def _refresh(root: Path, now: datetime) -> None:
    lake, warehouse = Lake(root / "lake"), root / "warehouse"
    reader = Reader.current()
    told = heal_releases(warehouse)
    intake = archive_folder(root / "reports", lake, now)
    for line in (*told, *intake.healed):
        print(f"healed {line}", flush=True)  # noqa: T201
    for line in intake.failures:
        print(f"not archived {line}", flush=True)  # noqa: T201
    read_pending(lake, reader, now)
    fingerprint = lake.landing.fingerprint()
    if already_released(warehouse, fingerprint):
        return
    publish(
        _build(root),
        warehouse,
        now=now,
        input_fingerprint=fingerprint,
        reader_version=reader.version,
        report_count=lake.registry.rows().height,
        keep=KEEP,
    )


def drop(folder: Path, number: int, chance: random.Random) -> None:
    """What arrives before a night: a new report, or a correction of one, or a file that is none."""
    folder.mkdir(parents=True, exist_ok=True)
    received = chance.randint(1_000, 99_999)
    months = chance.randint(2, 11)
    got, done = (f"{count:,}".replace(",", ".") for count in (received, received - 7))
    text = (
        f"Tình hình tiếp nhận hồ sơ của tỉnh Hà Giang\n\nTrong {months} tháng đầu năm {2015 + number % 9}, "
        f"tỉnh Hà Giang tiếp nhận {got} hồ sơ thủ tục hành chính, đã giải quyết {done} hồ sơ.\n"
    )
    known = sorted(folder.glob("*.txt"))
    if known and chance.random() < 0.3:
        chance.choice(known).write_text(text, encoding="utf-8")
    elif chance.random() < 0.1 and known:
        (folder / f"broken-{number}.xlsx.txt").write_bytes(b"\x00\x01\x02" * 50)
    else:
        (folder / f"report-{number}.txt").write_text(text, encoding="utf-8")


def _build(root: Path) -> Path:
    file = root / "warehouse" / "state" / "build" / "cchc.duckdb"
    file.parent.mkdir(parents=True, exist_ok=True)
    for former in (file, file.with_name(f"{file.name}.wal")):
        former.unlink(missing_ok=True)
    with closing(duckdb.connect(str(file))) as connection:
        connection.execute(_BUILT.format(landing=root / "lake" / "landing"))
    return file


def main() -> None:
    """Run the night; an expected failure is told in one line, exit code 1."""
    try:
        refresh(Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2]))
    except (PermanentFailure, TransientFailure, OSError, duckdb.Error) as failure:
        print(f"failed {' '.join(str(failure).split())}", flush=True)  # noqa: T201
        sys.exit(1)


if __name__ == "__main__":
    main()
