"""Watching from outside Dagster: is the night well, and who is told.

Here belong judging (`health`), wording (`digest`) and sending (`sending`). Not here: freshness and dead runs
as Dagster sees them (`orchestration.defs.monitoring`).
"""
