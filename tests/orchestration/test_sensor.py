"""The sensor: it asks for a run when there is work, once for the same work, never during a run."""

import socket
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import dagster as dg
import pytest

from orchestration.settings import load_settings
from orchestration.storage.ingest import read_pending
from orchestration.storage.intake import archive_folder
from orchestration.storage.lake import Lake
from orchestration.storage.pending import pending_work
from orchestration.storage.report_rows import Reader
from tests.installation import BROKEN, SHIPPED, Installation

PROSE = next((SHIPPED / "press").glob("*.txt"))


@pytest.fixture
def installation(prepared: Installation, tmp_path: Path) -> Iterator[Installation]:
    """A new and empty installation; the definitions stay those of the prepared one."""
    import orchestration.definitions  # noqa: F401 - loaded while the environment still names the manifest

    installation = Installation(tmp_path)
    with pytest.MonkeyPatch.context() as environment:
        installation.use(environment)
        yield installation


@pytest.fixture
def instance() -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.ephemeral() as ephemeral:
        yield ephemeral


def ask(
    instance: dg.DagsterInstance, cursor: str | None = None
) -> tuple[dg.RunRequest | dg.SkipReason, str | None]:
    from orchestration.defs.intake import reports_arrived

    with dg.build_sensor_context(instance=instance, cursor=cursor) as context:
        answer = reports_arrived(context)
        assert isinstance(answer, dg.RunRequest | dg.SkipReason)
        return answer, context.cursor


def refresh_without_warehouse() -> None:
    settings = load_settings()
    lake, now = Lake(settings.lake), datetime.now(UTC)
    archive_folder(settings.reports, lake, now)
    read_pending(lake, Reader.current(), now)


def test_an_empty_folder_asks_for_nothing(installation: Installation, instance: dg.DagsterInstance) -> None:
    answer, cursor = ask(instance)
    assert isinstance(answer, dg.SkipReason)
    assert cursor is None


def test_a_new_file_asks_for_one_run(installation: Installation, instance: dg.DagsterInstance) -> None:
    installation.drop(PROSE)
    answer, cursor = ask(instance)
    assert isinstance(answer, dg.RunRequest)
    assert answer.tags["cchc/files"] == "1"
    assert answer.run_key is None, "a run key would forbid the same work for ever"
    again, _ = ask(instance, cursor)
    assert isinstance(again, dg.SkipReason)


def test_a_second_file_asks_again(installation: Installation, instance: dg.DagsterInstance) -> None:
    installation.drop(PROSE)
    _, cursor = ask(instance)
    installation.drop(BROKEN / "duplicate-key.csv")
    answer, _ = ask(instance, cursor)
    assert isinstance(answer, dg.RunRequest)


def test_no_run_is_asked_for_while_one_is_on_its_way(
    installation: Installation, instance: dg.DagsterInstance
) -> None:
    installation.drop(PROSE)
    instance.add_run(dg.DagsterRun(job_name="nightly_refresh", status=dg.DagsterRunStatus.STARTED))
    answer, cursor = ask(instance)
    assert isinstance(answer, dg.SkipReason)
    assert cursor is None, "what arrived meanwhile must be asked for later"


def test_a_run_whose_process_is_gone_does_not_stand_in_the_way(
    installation: Installation, instance: dg.DagsterInstance
) -> None:
    installation.drop(PROSE)
    gone = subprocess.Popen(["true"])
    gone.wait()
    tags = {"cchc/host": socket.gethostname(), "cchc/process": str(gone.pid)}
    run = instance.add_run(dg.DagsterRun("nightly_refresh", status=dg.DagsterRunStatus.STARTED, tags=tags))
    assert isinstance(ask(instance)[0], dg.RunRequest)
    record = instance.get_run_by_id(run.run_id)
    assert record is not None
    assert record.status is dg.DagsterRunStatus.FAILURE


def test_what_was_read_asks_for_nothing_also_if_it_was_refused(
    installation: Installation, instance: dg.DagsterInstance
) -> None:
    installation.drop(PROSE)
    installation.drop(BROKEN / "xlsx-cut-short.xlsx")
    refresh_without_warehouse()
    assert isinstance(ask(instance)[0], dg.SkipReason)


def test_the_same_bytes_under_another_name_ask_for_nothing(
    installation: Installation, instance: dg.DagsterInstance
) -> None:
    installation.drop(PROSE)
    refresh_without_warehouse()
    installation.drop(PROSE, "a-copy.txt")
    assert isinstance(ask(instance)[0], dg.SkipReason)


def test_other_bytes_under_the_same_name_ask_for_a_run(
    installation: Installation, instance: dg.DagsterInstance
) -> None:
    dropped = installation.drop(PROSE)
    refresh_without_warehouse()
    dropped.write_text(dropped.read_text(encoding="utf-8").replace("2", "3"), encoding="utf-8")
    assert isinstance(ask(instance)[0], dg.RunRequest)


def test_a_newer_reader_has_all_to_read_again(installation: Installation) -> None:
    installation.drop(PROSE)
    refresh_without_warehouse()
    settings = load_settings()
    pending = pending_work(settings.reports, Lake(settings.lake), "another version")
    assert (len(pending.files), len(pending.reports)) == (0, 1)
