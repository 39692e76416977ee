"""What analysts write in corrections/*.yml: what is taken, what is refused, and how the refusal is worded."""

from pathlib import Path

import pytest

from data_contracts.correction_files import CORRECTIONS, Corrections, read_corrections

BY_ID = """
- correction_id: {id}
  observation_id: 0123456789abcdef
  expect: 274
  value: {value}
  reason: The table of the same report says 247.
  corrected_by: An analyst
  corrected_on: 2025-02-01
  source: Table 3 of the report
"""
BY_PLACE = """
- correction_id: half-year
  report: press/half-year.txt
  indicator_code: procedures_simplified
  agency_code: national
  period_start: 2024-01-01
  period_end: 2024-06-30
  expect: 274
  withdraw: true
  reason: The figure is last year's.
  corrected_by: An analyst
  corrected_on: 2025-02-01
  source: Report of the year before
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def read(folder: Path, text: str) -> Corrections:
    (folder / "slips.yml").write_text(text, encoding="utf-8")
    return read_corrections(folder)


def refusal(folder: Path, text: str) -> str:
    result = read(folder, text)
    assert result.accepted.is_empty()
    assert result.refused.height == 1
    return str(result.refused["reasons"][0])


def test_a_value_is_named_by_its_id_or_by_its_place(folder: Path) -> None:
    result = read(folder, BY_ID.format(id="slip", value=247) + BY_PLACE)
    assert result.refused.is_empty()
    assert result.accepted.select("correction_id", "location", "expect", "value", "withdraw").rows() == [
        ("slip", "slips.yml, correction 1", 274.0, 247.0, False),
        ("half-year", "slips.yml, correction 2", 274.0, None, True),
    ]


def test_what_is_shipped_keeps_the_contract() -> None:
    assert read_corrections(CORRECTIONS).refused.is_empty()


def test_the_example_of_the_readme_keeps_the_contract(folder: Path) -> None:
    page = (CORRECTIONS / "README.md").read_text(encoding="utf-8")
    lines = [line[4:] for line in page.splitlines() if line.startswith("    ")]
    result = read(folder, "\n".join(lines))
    assert result.accepted["correction_id"].to_list() == ["lam-dong-2022-h1-settled"]


def test_without_files_or_folder_there_are_none(folder: Path) -> None:
    assert read_corrections(folder).accepted.is_empty()
    assert read_corrections(folder / "nowhere").accepted.is_empty()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "slips.yml: expected a list of corrections, found NoneType"),
        ("- [", "slips.yml: expected YAML in UTF-8"),
        ("- half-year", "slips.yml, correction 1: expected fields with values, found str"),
        (BY_ID.format(id="slip", value="~"), "either a new value or withdraw: true, found neither"),
        (BY_ID.format(id="slip", value="247\n  withdraw: true"), "withdraw: true, found both"),
        (BY_ID.format(id="slip", value='"247"'), "value: expected a finite number, found '247' (str)"),
        (BY_ID.format(id="slip", value=274), "The new value is the one that is there"),
        (BY_ID.format(id="Slip no. 1", value=247), "correction_id"),
        (BY_ID.format(id="slip", value="247\n  expected: 274"), "Did you mean expect?"),
        (BY_ID.format(id="slip", value="247\n  report: a.txt"), "not both"),
        (
            BY_PLACE.replace("agency_code: national", "field_name: Đất đai"),
            "A place needs report, indicator_code",
        ),
        (BY_PLACE.replace("national", "province:atlantis"), "province:atlantis"),
        (BY_PLACE.replace("expect: 274", "component: total"), "expect: expected a value, found nothing"),
    ],
)
def test_a_refusal_says_where_and_why(folder: Path, text: str, told: str) -> None:
    reasons = refusal(folder, text)
    assert told in reasons
    assert reasons.startswith("slips.yml")


def test_one_bad_entry_leaves_the_others_standing(folder: Path) -> None:
    result = read(folder, BY_ID.format(id="good", value=247) + "- nonsense\n")
    assert result.accepted["correction_id"].to_list() == ["good"]
    assert result.refused["location"].to_list() == ["slips.yml, correction 2"]


def test_two_corrections_of_one_name_are_both_refused(folder: Path) -> None:
    result = read(folder, BY_ID.format(id="slip", value=247) + BY_ID.format(id="slip", value=248))
    assert result.accepted.is_empty()
    assert result.refused.height == 2
