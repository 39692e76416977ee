"""From a row of any fact table to the reported values, and the places in reports, that it was made of.

Here belongs which values are behind a row. Not here: showing them (`explain`).
"""

_PIVOT = """
    select '{fact}' as fact, rows.{key} as row_id, values.observation_id, values.report_id,
        values.location, values.evidence
    from {fact} as rows
    join fct_indicator_observations as values
        on values.agency_code = rows.agency_code and values.period_key = rows.period_key
        and {same}
    join dim_indicator as indicators
        on values.indicator_code = indicators.indicator_code and indicators.fact_table = '{fact}'
    where values.is_current and values.kind = 'actual' and values.statistic = 'value'"""


def _pivot(fact: str, key: str, *narrower: str) -> str:
    same = " and ".join(f"values.{name} is not distinct from rows.{name}" for name in narrower)
    return _PIVOT.format(fact=fact, key=key, same=same)


ORIGINS = {
    "fct_indicator_observations": """
        select 'fct_indicator_observations' as fact, unnest([observation_id, record_id]) as row_id,
            observation_id, report_id, location, evidence
        from fct_indicator_observations""",
    "fct_current_value_history": """
        select 'fct_current_value_history' as fact, history_key as row_id, observation_id, report_id,
            location, evidence
        from fct_current_value_history join fct_indicator_observations using (observation_id)""",
    "fct_provincial_rankings": """
        select 'fct_provincial_rankings' as fact, ranking_key as row_id, values.observation_id,
            values.report_id, location, evidence
        from fct_provincial_rankings
        join fct_indicator_observations as values
            on values.observation_id in (score_observation_id, rank_observation_id)""",
    "fct_procedures": _pivot("fct_procedures", "procedures_key", "field_name", "component"),
    "fct_online_submissions": _pivot(
        "fct_online_submissions", "submissions_key", "field_name", "service_level_label", "component"
    ),
    "fct_dossier_returns": """
        select 'fct_dossier_returns' as fact, return_id as row_id, values.observation_id,
            rows.report_id, rows.location, rows.raw_values as evidence
        from fct_dossier_returns as rows
        left join fct_indicator_observations as values on values.record_id = rows.return_id""",
}
"""By fact table a query for the values behind each of its rows: fact, row_id (the key of the row),
observation_id, report_id, location, evidence. Only a row of a form may be no value of its own."""

KEYS = {
    "fct_indicator_observations": "observation_id",
    "fct_current_value_history": "history_key",
    "fct_provincial_rankings": "ranking_key",
    "fct_procedures": "procedures_key",
    "fct_online_submissions": "submissions_key",
    "fct_dossier_returns": "return_id",
}
"""The column of each fact table that names its rows."""
