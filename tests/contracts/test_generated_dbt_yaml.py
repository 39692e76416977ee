"""dbt's YAML says what the contracts say, and the committed files are the generated ones."""

from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from data_contracts import dbt_yaml
from data_contracts.additivity import described
from data_contracts.checks_sql import column_checks, table_checks
from data_contracts.model import Table, load_table, tables

MODELS = [*tables("staging"), *tables("intermediate"), *tables("mart")]
TYPES = {
    "string": "varchar",
    "integer": "bigint",
    "double": "double",
    "boolean": "boolean",
    "date": "date",
    "timestamp": "timestamp",
}


@pytest.fixture(scope="module")
def entries() -> dict[str, Any]:
    found = {}
    for text in dbt_yaml.generate().values():
        content = yaml.safe_load(text)
        for kind in ("models", "seeds"):
            found |= {entry["name"]: entry for entry in content.get(kind, [])}
        for source in content.get("sources", []):
            found |= {entry["name"]: entry for entry in source["tables"]}
    return found


def test_the_committed_files_are_the_generated_ones() -> None:
    assert dbt_yaml.differences() == []


@pytest.mark.parametrize(
    "table", [*MODELS, *tables("landing"), *tables("reference")], ids=lambda table: table.name
)
def test_columns_types_and_descriptions_agree(table: Table, entries: dict[str, Any]) -> None:
    entry = entries[table.name]
    assert entry["description"].startswith(f"Grain: {table.grain.en}")
    assert table.description.vi in entry["description"]
    stated = [(column.name, TYPES[column.type]) for column in table.columns]
    assert [(column["name"], column["data_type"]) for column in entry["columns"]] == stated
    for column, given in zip(table.columns, entry["columns"], strict=True):
        assert given["description"].startswith(column.description.en)
        assert given["description"].endswith(described(column).vi)


@pytest.mark.parametrize("table", tables("mart"), ids=lambda table: table.name)
def test_marts_have_an_enforced_contract_with_their_constraints(
    table: Table, entries: dict[str, Any]
) -> None:
    entry = entries[table.name]
    assert entry["config"]["contract"] == {"enforced": True}
    required = {column.name for column in table.columns if column.required}
    constrained = {
        column["name"] for column in entry["columns"] if {"type": "not_null"} in column.get("constraints", [])
    }
    assert constrained == required
    keyed = [rule["columns"] for rule in entry.get("constraints", []) if rule["type"] == "primary_key"]
    assert keyed == ([list(table.key)] if table.key and required.issuperset(table.key) else [])


@pytest.mark.parametrize("table", [*MODELS, *tables("reference")], ids=lambda table: table.name)
def test_every_key_is_held_by_a_constraint_or_a_test(table: Table, entries: dict[str, Any]) -> None:
    if not table.key:
        return
    entry = entries[table.name]
    constraints = [rule["columns"] for rule in entry.get("constraints", []) if rule["type"] == "primary_key"]
    combinations = [
        test["unique_combination"]["arguments"]["combination"]
        for test in entry.get("data_tests", [])
        if isinstance(test, dict) and "unique_combination" in test
    ]
    unique = [[column["name"]] for column in entry["columns"] if "unique" in column.get("data_tests", [])]
    assert list(table.key) in [*constraints, *combinations, *unique]


def test_a_generated_file_without_a_contract_is_reported(tmp_path: Path) -> None:
    for path, text in dbt_yaml.generate(tmp_path).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert dbt_yaml.differences(tmp_path) == []
    (tmp_path / "models" / "unit_tests_by_hand.yml").write_text("version: 2\n", encoding="utf-8")
    assert dbt_yaml.differences(tmp_path) == []
    (tmp_path / "models" / "gone.yml").write_text(dbt_yaml.HEADER + "version: 2\n", encoding="utf-8")
    seeds = tmp_path / "seeds" / "seeds.yml"
    seeds.write_text(seeds.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    differing, stale = dbt_yaml.differences(tmp_path)
    assert "seeds.yml: differs" in differing
    assert "gone.yml: generated earlier" in stale


def test_yaml_stands_beside_the_sql(tmp_path: Path) -> None:
    if not MODELS:
        pytest.skip("no warehouse contracts yet")
    model = MODELS[0]
    folder = tmp_path / "models" / "deep" / "down"
    folder.mkdir(parents=True)
    (folder / f"{model.name}.sql").write_text("select 1", encoding="utf-8")
    assert folder / f"{model.name}.yml" in dbt_yaml.generate(tmp_path)


@pytest.mark.parametrize("name", ["observations", "ranking_entries"])
def test_rules_in_sql_refuse_what_rules_in_frames_refuse(name: str) -> None:
    from contract_rows import entry, observation

    table = load_table(name)
    good = {"observations": observation, "ranking_entries": entry}[name](1)
    bad: list[dict[str, Any]] = {
        "observations": [
            {"kind": "hoped"},
            {"confidence": 1.5},
            {"value": 104.0},
            {"period_start": None, "period_end": None},
            {"unit": "rank", "value": 64.0, "rank_of": 63},
        ],
        "ranking_entries": [{"score": 104.0}, {"rank": 64}, {"rank": None, "score": None}, {"rank": 0}],
    }[name]
    columns = ", ".join(
        " ".join([column.name, TYPES[column.type], *(f"check ({check})" for check in column_checks(column))])
        for column in table.columns
    )
    checks = "".join(f", check ({check})" for check in table_checks(table))
    with duckdb.connect() as connection:
        connection.execute(f"create table held ({columns}{checks})")
        insert = f"insert into held values ({', '.join('?' for _ in table.columns)})"
        connection.execute(insert, [good.get(name) for name in table.column_names])
        for changes in bad:
            row = good | changes
            with pytest.raises(duckdb.ConstraintException):
                connection.execute(insert, [row.get(name) for name in table.column_names])


def test_every_mart_is_published_and_every_exposure_stands_on_marts() -> None:
    path = dbt_yaml.PROJECT / "models" / "marts" / "exposures.yml"
    exposures = {
        entry["name"]: entry for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["exposures"]
    }
    marts = {f"ref('{table.name}')" for table in tables("mart")}
    assert set(exposures["released_warehouse"]["depends_on"]) == marts
    assert all(entry["depends_on"] and set(entry["depends_on"]) <= marts for entry in exposures.values())
