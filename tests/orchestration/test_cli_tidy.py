"""`cchc tidy`: the weekly job without a daemon, seen in the same Dagster instance."""

import os
from pathlib import Path

import dagster as dg
import pytest

from orchestration.storage.locks import refresh_lock
from orchestration.storage.nights import refreshes
from orchestration.storage.removal import tidyings
from tests.installation import Installation


@pytest.fixture
def installation(prepared: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    """A new installation; the definitions stay those of the prepared one."""
    import orchestration.definitions  # noqa: F401 - loaded while the environment still names the manifest

    installation = Installation(tmp_path)
    installation.use(monkeypatch)
    return installation


def test_what_it_removed_is_told_remembered_and_shown_in_the_ui(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = installation.warehouse / "state" / "logs" / "refresh.log.1"
    log.parent.mkdir(parents=True)
    log.write_text("x" * 20_000)
    os.utime(log, (0, 0))
    result = installation.run("tidy")
    assert result.exit_code == 0, result.output + repr(result.exception)
    assert not log.exists()
    line = next(line for line in result.output.splitlines() if line.startswith("removed   logs"))
    assert line.split()[2] == "1"
    remembered = {one.kind: one for one in tidyings(installation.warehouse)[-1].removals}
    assert (remembered["logs"].things, remembered["logs"].bytes >= 20_000) == (1, True)
    assert refreshes(installation.warehouse) == [], "a tidying is no refresh"
    with dg.DagsterInstance.get() as instance:
        told = instance.get_latest_materialization_event(dg.AssetKey("tidied_storage"))
    assert told is not None
    assert told.asset_materialization is not None
    facts = {name: entry.value for name, entry in told.asset_materialization.metadata.items()}
    assert facts["removed_logs"] == 1
    assert facts["dagster_bytes"] > 0
    assert "| logs | 1 |" in facts["history"]


def test_it_does_nothing_while_a_refresh_is_at_work(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    from orchestration.defs import locks

    monkeypatch.setattr(locks, "_LOCK_PATIENCE_SECONDS", -1)
    with refresh_lock(installation.warehouse):
        result = installation.run("tidy")
    assert result.exit_code == 1
    assert tidyings(installation.warehouse) == []
