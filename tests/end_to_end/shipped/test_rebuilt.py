"""The same reports give the same warehouse: built twice, read twice, and however the reports arrived.

The shipped installation received all reports in one night. Here its lake is read and built anew, and another
lake receives the same reports over several nights in another order.
"""

import os
import random
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from data_contracts.correction_files import CORRECTIONS
from orchestration.storage.corrections import land_corrections
from orchestration.storage.ingest import read_pending
from orchestration.storage.intake import archive_folder
from orchestration.storage.lake import Lake
from orchestration.storage.report_rows import Reader
from orchestration.warehouse.dbt_project import DbtProject
from tests.differences import differences
from tests.end_to_end.shipped.conftest import REPOSITORY, Installation

NIGHTS = 3
FIRST_NIGHT = datetime(2026, 1, 5, 19, tzinfo=UTC)

KEPT_BY_ARRIVAL = ("reports", "arrivals")
ROWS_OF_REPORTS = ("observations", "ranking_entries", "dossier_returns", "procedure_returns")


class Warehouse:
    """A private file that dbt builds, night after night, from a lake."""

    def __init__(self, installation: Installation, state: Path) -> None:
        prepared = installation.root / "warehouse" / "state" / "dbt"
        shutil.copytree(prepared / "target", state / "target")
        shutil.copy(prepared / "prepared", state / "prepared")
        self.project = DbtProject(REPOSITORY / "dbt_project", state)
        self.file = self.project.build_file
        self.file.parent.mkdir()

    def build(self, lake: Lake) -> None:
        """Build seeds the first time, and every model each time."""
        kinds = ["model"] if self.file.exists() else ["seed", "model"]
        with pytest.MonkeyPatch.context() as environment:
            environment.setattr(os, "environ", os.environ.copy())
            results = self.project.call(
                ["build", *(part for kind in kinds for part in ("--resource-type", kind))],
                landing=lake.landing.mirror(self.project.state / "landing"),
                environment={"CCHC_MEMORY_LIMIT": "4GB"},
            ).results
        assert {str(result.status) for result in results} <= {"success", "no-op"}


def test_built_twice_from_the_lake_every_row_is_the_same(installation: Installation, tmp_path: Path) -> None:
    again = Warehouse(installation, tmp_path / "state")
    again.build(Lake(installation.root / "lake"))
    assert differences(installation.warehouse, again.file) == {}


def test_read_twice_from_the_archive_every_landed_row_is_the_same(
    installation: Installation, tmp_path: Path
) -> None:
    shutil.copytree(installation.root / "lake", tmp_path / "lake")
    again = Lake(tmp_path / "lake")
    for contract in {path.name for path in (tmp_path / "lake" / "landing").iterdir()} - set(KEPT_BY_ARRIVAL):
        shutil.rmtree(tmp_path / "lake" / "landing" / contract)
    assert again.landing.read("observations").is_empty()
    read_pending(again, Reader.current(), datetime.now(UTC))
    assert again.landing.fingerprint() == Lake(installation.root / "lake").landing.fingerprint()


def test_several_nights_in_another_order_give_the_same_as_one(
    installation: Installation, tmp_path: Path
) -> None:
    lake, drop = Lake(tmp_path / "lake"), tmp_path / "reports"
    shipped = REPOSITORY / "reports"
    files = sorted(path for path in shipped.rglob("*") if path.is_file())
    random.Random(34).shuffle(files)  # noqa: S311 - an order, not a secret
    nightly = Warehouse(installation, tmp_path / "state")
    for night in range(NIGHTS):
        for file in files[night::NIGHTS]:
            copy = drop / file.relative_to(shipped)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, copy)
        now = FIRST_NIGHT + timedelta(days=night)
        archive_folder(drop, lake, now)
        read_pending(lake, Reader.current(), now)
        land_corrections(lake, CORRECTIONS)
        if night != 1:
            nightly.build(lake)
    at_once = Lake(installation.root / "lake")
    for contract in ROWS_OF_REPORTS:
        assert lake.landing.read(contract).equals(at_once.landing.read(contract)), contract
    assert lake.registry.rows()["received_at"].n_unique() == NIGHTS
    assert differences(installation.warehouse, nightly.file, but_receipt=True) == {}
