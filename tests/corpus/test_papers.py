"""Whole official papers through `read_report`: every figure with its agency, time and kind; nothing else."""

from __future__ import annotations

import pytest

from orchestration.reports.reading import read_report
from tests.corpus.cases import Case, load_cases, observed

PAPERS = load_cases("papers")


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_a_paper_gives_its_figures_and_nothing_else(paper: Case) -> None:
    lines = "\n".join(paragraph.text for paragraph in paper.document.paragraphs)
    reading = read_report(lines.encode(), f"{paper.name}.txt")
    told = [record for record in reading.records if record.contract == "observations"]
    assert [record for record in told if not record.values["agency_code"]] == []
    assert observed(told) == paper.expected
