"""Corrections in the landing: what is written is all there is, and only a change of it is news."""

from pathlib import Path

from orchestration.reports import version
from orchestration.storage.corrections import land_corrections
from orchestration.storage.healing import heal_lake
from orchestration.storage.lake import Lake

CORRECTION = """
- correction_id: slip
  observation_id: 0123456789abcdef
  expect: 274
  value: 247
  reason: The table of the same report says 247.
  corrected_by: An analyst
  corrected_on: 2025-02-01
  source: Table 3 of the report
"""


def test_the_landing_has_what_the_files_have_and_no_more(tmp_path: Path) -> None:
    lake = Lake(tmp_path / "lake")
    lake.prepare()
    folder = tmp_path / "corrections"
    folder.mkdir()
    without = lake.landing.fingerprint()
    land_corrections(lake, folder)
    assert lake.landing.fingerprint() == without

    (folder / "a.yml").write_text(CORRECTION + "- nonsense\n", encoding="utf-8")
    land_corrections(lake, folder)
    assert lake.landing.read("corrections")["correction_id"].to_list() == ["slip"]
    assert lake.landing.read("refused_corrections")["location"].to_list() == ["a.yml, correction 2"]
    landed = lake.landing.fingerprint()
    assert landed != without
    land_corrections(lake, folder)
    assert lake.landing.fingerprint() == landed

    (folder / "a.yml").unlink()
    land_corrections(lake, folder)
    assert lake.landing.fingerprint() == without


def test_a_correction_makes_no_report_be_read_again() -> None:
    names = {path.parent.name for path in version._inputs()}
    assert "landing" in names
    assert "corrections" not in names


def test_a_damaged_file_is_made_good_from_what_was_written(tmp_path: Path) -> None:
    lake = Lake(tmp_path / "lake")
    lake.prepare()
    folder = tmp_path / "corrections"
    folder.mkdir()
    (folder / "a.yml").write_text(CORRECTION, encoding="utf-8")
    land_corrections(lake, folder)
    sound = lake.landing.fingerprint()
    lake.folder.write("landing/corrections/0000-01.parquet", b"PAR1 no longer PAR1")
    [told] = heal_lake(lake, lambda *_: None)
    assert "from data_contracts/corrections" in told
    land_corrections(lake, folder)
    assert lake.landing.fingerprint() == sound
