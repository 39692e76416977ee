"""What is tried again in a night: input and output, and nothing that gives the same the second time."""

import dagster as dg
import pytest

from data_contracts.reasons import PermanentFailure, Reason, ReasonCode
from orchestration.defs.conventions import IO_RETRIES, failures
from orchestration.warehouse.dbt_project import DbtError

BROKEN = Reason(ReasonCode.BROKEN_RULE, None, "a sound report", "another", "Ask for one.", "june.txt")


@pytest.mark.parametrize("failure", [PermanentFailure(BROKEN), DbtError("a model is wrong")])
def test_what_stays_wrong_is_not_tried_again(failure: Exception) -> None:
    tries = []

    @dg.asset(retry_policy=IO_RETRIES)
    def reports() -> None:
        tries.append(1)
        with failures():
            raise failure

    with dg.DagsterInstance.ephemeral() as instance:
        assert not dg.materialize([reports], instance=instance, raise_on_error=False).success
    assert len(tries) == 1


@pytest.mark.usefixtures("prepared")
def test_only_the_steps_that_read_and_write_the_lake_are_tried_again() -> None:
    from orchestration.defs.intake import archived_reports
    from orchestration.defs.landing import landing
    from orchestration.defs.release import released_warehouse

    assert archived_reports.op.retry_policy == landing.op.retry_policy == IO_RETRIES
    assert IO_RETRIES.max_retries == 2
    assert released_warehouse.op.retry_policy is None
