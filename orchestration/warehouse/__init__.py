"""Building the warehouse: dbt, called in this process, and what came of it.

Here belongs everything between the landing and a judged private file. Not here: the models (`dbt_project/`),
releasing the file (`storage.releases`), Dagster.
"""
