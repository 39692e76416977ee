"""The dictionary and the table files are sound, and broken ones are refused with the file's name."""

import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from data_contracts.model import DefinitionError, load_fields, load_table, tables

FIELD = """
{name}:
  type: integer
  description: {{en: A count., vi: Một số đếm.}}
"""
TABLE = """
name: things
layer: landing
grain: {en: One thing., vi: Một vật.}
description: {en: Things., vi: Các vật.}
key: [count]
fields:
  - {name: count, required: true}
"""
WARNING = "{name: few, left: count, operator: <, right: 3, severity: warning}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "landing").mkdir()
    (tmp_path / "fields.yml").write_text(FIELD.format(name="count"), encoding="utf-8")
    (tmp_path / "landing" / "things.yml").write_text(TABLE, encoding="utf-8")
    return tmp_path


def change(folder: Path, old: str, new: str) -> None:
    path = folder / "landing" / "things.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_table_resolves_its_fields(folder: Path) -> None:
    table = load_table("things", folder)
    assert table.column("count").type == "integer"
    assert table.column("count").required
    assert [found.name for found in tables("landing", folder)] == ["things"]


def test_a_table_may_override_description_and_constraints(folder: Path) -> None:
    change(folder, "required: true}", "constraints: {max: 5}, description: {en: Few., vi: Ít.}}")
    column = load_table("things", folder).column("count")
    assert (column.constraints.max, column.description.vi) == (5, "Ít.")


def test_a_name_defined_twice_is_refused(folder: Path) -> None:
    (folder / "fields_more.yml").write_text(FIELD.format(name="count"), encoding="utf-8")
    with pytest.raises(DefinitionError, match=r"fields_more\.yml: field count is defined in another"):
        load_fields(folder)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("name: things", "name: other", "the file is named things"),
        ("layer: landing", "layer: mart", "belongs in warehouse"),
        ("- {name: count", "- {name: unheard_of", "is in no fields file"),
        ("key: [count]", "key: [other]", r"not listed under `fields`: \['other'\]"),
        ("key: [count]", "keys: [count]", "Extra inputs are not permitted"),
        ("key: [count]", "key: [count", "not valid YAML"),
        ("required: true}", "required: true}\n  - {name: count}", "listed twice"),
        (
            "required: true}",
            f"required: true}}\ncomparisons: [{WARNING}]",
            "needs the field `residuals`",
        ),
    ],
)
def test_a_wrong_table_file_is_refused_with_its_path(folder: Path, old: str, new: str, message: str) -> None:
    change(folder, old, new)
    with pytest.raises(DefinitionError, match=message) as caught:
        load_table("things", folder)
    assert "things.yml" in str(caught.value)


def test_an_unknown_table_is_a_key_error(folder: Path) -> None:
    with pytest.raises(KeyError, match="no contract nothing"):
        load_table("nothing", folder)


def test_every_landing_table_of_the_flow_is_there() -> None:
    assert {table.name for table in tables("landing")} == {
        "reports",
        "arrivals",
        "documents",
        "outcomes",
        "rejected_rows",
        "observations",
        "ranking_entries",
        "dossier_returns",
        "procedure_returns",
        "corrections",
        "refused_corrections",
    }


@pytest.mark.parametrize("name", load_fields())
def test_a_field_is_described_in_both_languages(name: str) -> None:
    described = load_fields()[name].description
    for text in (described.en, described.vi):
        assert unicodedata.is_normalized("NFC", text)
        assert len(text.split()) >= 2
        assert text.endswith(".")
    assert re.search(r"[^\x00-\x7f]", described.vi), "Vietnamese is written with its diacritics"
    assert described.en != described.vi


def test_no_field_is_defined_for_nothing() -> None:
    used = {name for table in tables() for name in table.column_names}
    assert sorted(set(load_fields()) - used) == []


def test_the_model_starts_without_frames() -> None:
    code = (
        "import sys; from data_contracts.model import load_table; import data_contracts.reasons; "
        "from data_contracts.references import load_references; "
        "load_table('observations'); load_references(); "
        "print(sorted({'polars', 'pandera', 'pandas', 'dagster'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
