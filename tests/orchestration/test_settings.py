"""Settings: defaults, values from the environment, and clear refusals."""

from pathlib import Path

import pytest

from orchestration import configuration
from orchestration.settings import PROJECT_ROOT, SettingsError, load_settings, names


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in names():
        monkeypatch.delenv(name, raising=False)


def test_defaults_lie_in_the_project() -> None:
    settings = load_settings()
    assert settings.reports == str(PROJECT_ROOT / "reports")
    assert settings.lake == str(PROJECT_ROOT / "lake")
    assert settings.released_file == PROJECT_ROOT / "warehouse" / "cchc.duckdb"
    assert settings.dagster_home == PROJECT_ROOT / ".dagster"
    assert settings.keep_releases == 7


def test_relative_paths_count_from_the_current_directory(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CCHC_WAREHOUSE", "here")
    monkeypatch.setenv("DAGSTER_HOME", "home")
    assert load_settings().warehouse == tmp_path / "here"
    assert load_settings().dagster_home == tmp_path / "home"


def test_a_url_stays_a_url(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_LAKE", "s3://bucket/lake")
    assert load_settings().lake == "s3://bucket/lake"


def test_an_unknown_setting_is_refused_with_the_nearest_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_REPORT", "x")
    with pytest.raises(SettingsError, match=r"CCHC_REPORT: expected one of .* Did you mean CCHC_REPORTS\?"):
        load_settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [("CCHC_KEEP_RELEASES", "0"), ("CCHC_KEEP_RELEASES", "many"), ("CCHC_MEMORY_LIMIT", "lots")],
)
def test_a_useless_value_is_refused_with_its_name_and_effect(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as refused:
        load_settings()
    assert str(refused.value).startswith(name)
    assert repr(value) in str(refused.value)
    assert names()[name] in str(refused.value)


def test_what_is_handed_to_dbt_is_no_unknown_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_BUILD_FILE", "/tmp/cchc.duckdb")  # noqa: S108 - never opened
    monkeypatch.setenv("CCHC_LANDING", "/tmp")  # noqa: S108
    assert load_settings().keep_releases == 7


def test_every_setting_says_its_effect() -> None:
    assert all(effect.endswith(".") for effect in names().values())


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("CCHC_WAREHOUSE", "s3://bucket/warehouse", "expected a folder on this machine"),
        ("CCHC_WAREHOUSE", "reports/warehouse", "expected a place outside CCHC_REPORTS"),
        ("CCHC_LAKE", "reports", "expected a place outside CCHC_REPORTS"),
        ("DAGSTER_HOME", "lake/dagster", "expected a place outside CCHC_LAKE"),
        ("CCHC_WAREHOUSE", "file.txt", "expected a folder on this machine"),
    ],
)
def test_useless_places_are_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, value: str, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file.txt").write_text("")
    places = {
        "CCHC_REPORTS": "reports",
        "CCHC_LAKE": "lake",
        "CCHC_WAREHOUSE": "warehouse",
        "DAGSTER_HOME": "home",
    }
    for each, place in (places | {name: value}).items():
        monkeypatch.setenv(each, place)
    with pytest.raises(SettingsError, match=f"{name}: {message}, found"):
        load_settings()


def test_places_beside_each_other_with_like_names_are_fine(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CCHC_LAKE", str(tmp_path / "lake"))
    monkeypatch.setenv("CCHC_WAREHOUSE", str(tmp_path / "lake-warehouse"))
    assert load_settings().warehouse == tmp_path / "lake-warehouse"


def test_the_page_of_settings_is_the_one_of_the_code() -> None:
    assert configuration.PAGE.read_text(encoding="utf-8") == configuration.generate()
    assert all(f"| `{name}` |" in configuration.generate() for name in names())
    assert configuration.main(["--check"]) == 0
