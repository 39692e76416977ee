"""`cchc explain`: one value of the release, followed back to the place in the report it came from.

Here belongs showing what the release knows of a value. Not here: which value is current (dbt decides).
"""

from typing import Any

import click
import duckdb

from orchestration.cli.origins import ORIGINS
from orchestration.cli.output import CommandError, say
from orchestration.cli.released import released_warehouse, table_names

_VALUE = """
    select values.*, indicators.* exclude (indicator_code), reports.source_name, reports.title
    from fct_indicator_observations as values
    left join dim_indicator as indicators using (indicator_code)
    left join dim_report as reports using (report_id)
    where values.observation_id = $id
"""
_ORIGINS = """
    select distinct observation_id, source_name, title, origins.location, origins.evidence
    from ({}) as origins left join dim_report using (report_id)
    where row_id = $id
    order by observation_id
"""
_SERIES = """
    select values.observation_id, values.value_text, values.unit, values.is_current, values.is_superseded,
        values.revision, reports.source_name, values.location
    from fct_indicator_observations as values
    left join dim_report as reports using (report_id)
    where values.series_key = $series and values.observation_id <> $id
    order by values.is_current desc, values.received_at desc, values.observation_id
"""
_RIVALS = """
    select rival_observation_id, rival_value, difference, explained_by, conflict_kind, rival_evidence
    from quality_conflicts where observation_id = $id
    union all
    select observation_id, value, difference, explained_by, conflict_kind, evidence
    from quality_conflicts where rival_observation_id = $id
    order by all
"""
_CORRECTIONS = """
    select correction_id, correction_status, expect, found_value, corrected_value, withdraw, reason,
        corrected_by, corrected_on, source, location, observation_id, corrected_observation_id
    from quality_corrections
    where observation_id = $id or corrected_observation_id = $id
    order by correction_id
"""
_WHAT = (
    "indicator_code",
    "index_code",
    "edition",
    "component",
    "field_name",
    "agency_code",
    "agency_name",
    "unit_set",
)
_HOW = (
    "kind",
    "qualifier",
    "statistic",
    "rate_formula",
    "rank_of",
    "service_level_label",
    "comparison_basis",
)
_WHEN = ("period_start", "period_end", "as_of", "period_basis")
_WHERE = (
    "source_name",
    "title",
    "location",
    "evidence",
    "source_kind",
    "source_url",
    "source_note",
    "issued_on",
)
_TRUST = (
    "record_contract",
    "report_id",
    "revision",
    "reader_version",
    "rules",
    "confidence",
    "is_current",
    "is_superseded",
    "correction_id",
    "replaced_by_correction_id",
)


@click.command()
@click.argument("observation_id")
def explain(observation_id: str) -> None:
    """Show the value OBSERVATION_ID: its report, place, words, contract, corrections, revisions, rivals.

    The key of a row of any fact table is taken too; then every value behind that row is shown.
    """
    with released_warehouse() as connection:
        known = table_names(connection)
        origins = " union all ".join(query for fact, query in ORIGINS.items() if fact in known)
        found = _rows(connection, _ORIGINS.format(origins), id=observation_id)
        if not found:
            raise CommandError(
                f"{observation_id}: expected an observation_id, or the key of a row of "
                f"{', '.join(ORIGINS)}, found none. "
                'Look it up with `cchc sql "select observation_id from fct_indicator_observations where …"`.'
            )
        for origin in found:
            if origin["observation_id"] is None:
                _tell_place(observation_id, origin)
            else:
                for value in _rows(connection, _VALUE, id=origin["observation_id"]):
                    _tell(connection, value)


def _tell_place(row_id: str, origin: dict[str, Any]) -> None:
    say(f"{row_id}  a row of a form that is no value of its own")
    for name in ("source_name", "title", "location", "evidence"):
        if origin[name] is not None:
            say(f"  {name:20} {origin[name]}")


def _tell(connection: duckdb.DuckDBPyConnection, value: dict[str, Any]) -> None:
    say(f"{value['observation_id']}  {value['value_text']} {value['unit']}  (read as {value['value']:g})")
    sections = {"what": _WHAT, "how": _HOW, "when": _WHEN, "where from": _WHERE, "how sure": _TRUST}
    for section, names in sections.items():
        say(section)
        for name in names:
            if value.get(name) is not None:
                say(f"  {name:20} {value[name]}")
    if "quality_corrections" in table_names(connection):  # not in releases of before there were any
        for correction in _rows(connection, _CORRECTIONS, id=value["observation_id"]):
            _tell_correction(correction)
    series = _rows(connection, _SERIES, series=value["series_key"], id=value["observation_id"])
    say(f"same figure elsewhere: {len(series)}")
    for other in series:
        mark = "current" if other["is_current"] else "superseded" if other["is_superseded"] else "not current"
        place = f"revision {other['revision']}, {other['source_name']}, {other['location']}"
        say(f"  {other['observation_id']}  {other['value_text']} {other['unit']}  {mark}, {place}")
    rivals = _rows(connection, _RIVALS, id=value["observation_id"])
    say(f"conflicts: {len(rivals)}")
    for rival in rivals:
        why = f"differs by {rival['difference']:g}, explained by {rival['explained_by']}"
        say(f"  {rival['rival_observation_id']}  {rival['rival_value']:g}, {rival['conflict_kind']}, {why}")
        say(f"      {rival['rival_evidence']}")
    say()


def _tell_correction(correction: dict[str, Any]) -> None:
    new = "withdrawn" if correction["withdraw"] else f"{correction['corrected_value']:g}"
    place = f"{correction['location']}: {correction['correction_status']}"
    say(f"correction {correction['correction_id']}, {place}")
    say(f"  expected {correction['expect']:g}, found {correction['found_value']:g}, new value: {new}")
    say(f"  {correction['reason']} ({correction['corrected_by']}, {correction['corrected_on']})")
    say(f"  source: {correction['source']}")
    ids = (correction["observation_id"], correction["corrected_observation_id"] or "no value")
    say(f"  reported as {ids[0]}, corrected to {ids[1]}")


def _rows(connection: duckdb.DuckDBPyConnection, query: str, **values: str) -> list[dict[str, Any]]:
    cursor = connection.execute(query, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
