"""Licences: what packages write is understood, what is not allowed is refused, the page is up to date."""

from email.message import Message
from importlib import metadata
from pathlib import Path
from typing import cast

import pytest

from supply import licences
from supply.licences import COPYLEFT, PERMISSIVE, LicenceError, generate, kind, rules, told_by
from supply.locks import where_used

OSI = "License :: OSI Approved"


def package(**fields: str | list[str]) -> metadata.PackageMetadata:
    told = Message()
    for name, values in fields.items():
        for value in [values] if isinstance(values, str) else values:
            told[name.replace("_", "-")] = value
    return cast("metadata.PackageMetadata", told)


def test_the_page_has_a_row_for_every_package_of_every_lock() -> None:
    page = licences.PAGE.read_text("utf-8")
    assert generate(page) == page
    assert all(f"| `{name}` |" in page for name in where_used())


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (package(License_Expression="mpl-2.0 AND (Apache-2.0 or MIT)"), "MPL-2.0 AND (Apache-2.0 OR MIT)"),
        (package(License="MIT License\n\nCopyright (c) someone"), "MIT"),
        (package(License="see file", Classifier=[f"{OSI} :: Apache Software License"]), "Apache-2.0"),
        (package(License="UNKNOWN", Classifier=["Topic :: Utilities"]), None),
        (package(), None),
    ],
)  # fmt: skip
def test_a_licence_is_found_where_a_package_tells_it(
    told: metadata.PackageMetadata, expected: str | None
) -> None:
    assert told_by(told, rules()) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("MIT", PERMISSIVE),
        ("MPL-2.0", COPYLEFT),
        ("MIT AND MPL-2.0", COPYLEFT),
        ("GPL-2.0-only OR MIT", PERMISSIVE),
        ("MPL-2.0 AND (Apache-2.0 OR MIT)", COPYLEFT),
        ("(GPL-3.0-only AND MIT) OR (MPL-2.0 AND MIT)", COPYLEFT),
    ],
)
def test_of_alternatives_the_freer_counts_and_of_what_holds_together_the_stricter(
    expression: str, expected: str
) -> None:
    assert kind(expression, rules()) == expected


@pytest.mark.parametrize(
    "expression",
    ["GPL-3.0-only", "AGPL-3.0-or-later", "MIT AND GPL-2.0-only", "Elastic-2.0", "GPL-2.0-only WITH x"],
)
def test_a_licence_that_is_not_allowed_is_refused(expression: str) -> None:
    with pytest.raises(LicenceError, match="expected a licence that supply"):
        kind(expression, rules())


def test_a_package_without_a_known_licence_stops_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    used = {"oddity": ({"1.0"}, ["service"]), "absent": ({"2.0"}, ["service"])}
    monkeypatch.setattr(licences, "where_used", lambda: used)
    monkeypatch.setattr(
        licences, "_installed", lambda: {"oddity": package(Name="oddity", Version="1.0", License="my own")}
    )
    with pytest.raises(LicenceError) as failure:
        generate("")
    assert "oddity 1.0: expected a known licence" in str(failure.value)
    assert "absent 2.0: expected it to be installed" in str(failure.value)
    kept = "| `absent` | 2.0 | **MPL-2.0** | copyleft | service |"
    with pytest.raises(LicenceError) as failure:
        generate(f"{kept}\n")
    assert "absent" not in str(failure.value)


def test_the_check_fails_on_a_page_that_says_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "licences.md"
    page.write_text(licences.PAGE.read_text("utf-8").replace("| `click` | ", "| `click` | 0."), "utf-8")
    monkeypatch.setattr(licences, "PAGE", page)
    assert licences.main(["--check"]) == 1
    assert "differs from the packages" in capsys.readouterr().err
    assert licences.main([]) == 0
    assert licences.main(["--check"]) == 0
    assert page.read_text("utf-8") == (licences.ROOT / "docs" / "licences.md").read_text("utf-8")
