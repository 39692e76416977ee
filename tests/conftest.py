"""Settings of all tests."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from orchestration.reports.parts import OCR, OFFICE

# A busy machine is no failure: speed is measured in benchmarks/, not by a deadline on one example.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


def _services_are_installed() -> bool:
    return bool(shutil.which("nginx")) and any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what needs an optional part that is not here; with REQUIRE_PARTS=1 (CI) that is a failure."""
    for marker, part in (("needs_ocr", OCR), ("needs_office", OFFICE)):
        if item.get_closest_marker(marker) and not part.is_installed:
            if os.environ.get("REQUIRE_PARTS") == "1":
                pytest.fail(f"{part.name} is required here: make parts")
            pytest.skip(f"{part.name} is not installed: make parts")
    if item.get_closest_marker("needs_services") and not _services_are_installed():
        if os.environ.get("REQUIRE_PARTS") == "1":
            pytest.fail("nginx and PostgreSQL are required here: make services")
        pytest.skip("nginx and PostgreSQL are not installed: make services")
