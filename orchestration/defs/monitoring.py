"""Monitoring: whether the night ran at all.

Here belongs the promise that Dagster watches. Not here: whether the figures that are due are there
(`quality_filing_status` in the warehouse), contract results and tests (checks of their own stage).
"""

from datetime import timedelta

import dagster as dg

from orchestration.settings import TIMEZONE

# Only the intake writes each night: on a night without news the later stages are skipped, and rightly so.
NIGHTLY_FRESHNESS = dg.FreshnessPolicy.cron(
    deadline_cron="0 4 * * *", lower_bound_delta=timedelta(hours=3), timezone=TIMEZONE
)
