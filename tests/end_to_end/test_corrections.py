"""Corrections over several nights: one comes into force, loses its hold, and others never had any.

The tests of this file are one story and run in order; each begins where the last one ended.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.installation import SHIPPED, Installation

REPORT = SHIPPED / "press" / "lam-dong-6-thang-2022.txt"
CORRECTION = """
- correction_id: {name}
  report: {report}
  indicator_code: {indicator}
  agency_code: {agency}
  period_end: {period_end}
  kind: actual
  expect: {expect}
  value: {value}
  reason: A test of what the flow makes of corrections.
  corrected_by: The test
  corrected_on: 2026-01-15
  source: Nowhere; the figure is invented
"""
FIGURE = """
    select observation_id, indicator_code, agency_code, period_end, value
    from fct_indicator_observations as value
    where kind = 'actual' and is_current and record_contract = 'observations' and period_end is not null
        and unit <> 'percent'
    order by observation_id limit 1
"""
STATES = """
    select value, is_current, is_superseded, correction_id, replaced_by_correction_id, location, report_id
    from fct_indicator_observations where series_key = (
        select series_key from fct_indicator_observations where observation_id = '{}')
    order by correction_id nulls first, is_current
"""
STATUS = "select correction_id, correction_status, found_value from quality_corrections order by all"


@dataclass
class Story:
    """The installation, the folder of its corrections, and the figure that is corrected."""

    installation: Installation
    folder: Path
    figure: tuple[str, str, str, object, float] | None = None

    def correct(self, **changed: object) -> str:
        """Write one correction of the figure, refresh; returns what the refresh printed."""
        assert self.figure
        _, indicator, agency, period_end, value = self.figure
        entry = {
            "name": "slip",
            "report": REPORT.name,
            "indicator": indicator,
            "agency": agency,
            "period_end": period_end,
            "expect": value,
            "value": value + 1,
        }
        (self.folder / "slips.yml").write_text(CORRECTION.format(**entry | changed), encoding="utf-8")
        return self.installation.refresh()


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    root = tmp_path_factory.mktemp("corrections")
    installation = Installation(root)
    folder = root / "corrections"
    folder.mkdir()
    with pytest.MonkeyPatch.context() as environment:
        installation.use(environment)
        environment.setattr("orchestration.defs.landing.CORRECTIONS", folder)
        installation.drop(REPORT)
        installation.refresh()
        yield Story(installation, folder, installation.ask(FIGURE)[0])


def test_the_corrected_value_becomes_current_and_the_reported_one_stays(story: Story) -> None:
    assert story.figure
    observation, *_, value = story.figure
    output = story.correct()
    assert "read      0 reports" in output
    assert "released" in output
    states = story.installation.ask(STATES.format(observation))
    reported, corrected = states[0], states[-1]
    assert reported[:5] == (value, False, True, None, "slip")
    assert corrected[:5] == (value + 1, True, False, "slip", None)
    assert corrected[5:] == reported[5:], "the corrected value leads to the place of the reported one"
    assert story.installation.ask(STATUS) == [("slip", "applied", value)]
    changes = story.installation.ask(
        "select change_kind, old_value, new_value, change_reason from release_changes"
    )
    assert ("changed", value, value + 1, "correction") in changes
    assert {reason for *_, reason in changes} == {"correction"}


def test_explain_tells_of_the_correction(story: Story) -> None:
    assert story.figure
    output = story.installation.run("explain", story.figure[0]).output
    for told in ("correction slip", "applied", "The test", "the figure is invented"):
        assert told in output


def test_a_correction_without_change_is_no_news(story: Story) -> None:
    before = story.installation.state_of_release()
    assert "nothing is new" in story.installation.refresh()
    assert story.installation.state_of_release() == before


def test_a_correction_whose_expectation_fails_changes_nothing_and_is_told(story: Story) -> None:
    assert story.figure
    observation, *_, value = story.figure
    story.correct(expect=value + 7)
    assert story.installation.ask(STATES.format(observation))[0][:5] == (value, True, False, None, None)
    assert story.installation.ask(STATUS) == [("slip", "value_differs", value)]
    reasons = story.installation.ask("select distinct change_kind, change_reason from release_changes")
    assert reasons == [("changed", "correction_lifted")]


def test_one_that_names_nothing_and_one_badly_written_are_told(story: Story) -> None:
    story.correct(name="elsewhere", report="another-report.txt")
    (story.folder / "broken.yml").write_text("- correction_id: half\n", encoding="utf-8")
    assert "released" in story.installation.refresh()
    assert story.installation.ask(STATUS) == [
        ("elsewhere", "no_match", None),
        ("half", "refused", None),
    ]
    assert story.installation.ask("select count(*) from release_changes") == [(0,)]
