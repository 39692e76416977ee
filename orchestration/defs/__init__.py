"""The flow as Dagster sees it, one file per stage.

An asset calls one function of `storage` and says what came of it.
Here belong assets, checks, schedules and sensors. Not here: any logic that would be missed without Dagster.
"""
