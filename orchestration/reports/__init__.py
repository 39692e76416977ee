"""Reading reports: bytes in, a `Reading` out. No Dagster, no storage, no network, no clock."""
