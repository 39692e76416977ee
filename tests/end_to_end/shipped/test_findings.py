"""Every finding on the shipped reports has a verdict, every verdict a finding, and the page says both."""

import duckdb

from tests.findings import DOCS, findings, page, verdicts


def test_every_finding_has_a_verdict_and_every_verdict_a_finding(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    found, judged = findings(warehouse), verdicts()
    assert sorted(set(found) - set(judged)) == [], "judge these in docs/findings.yml"
    assert sorted(set(judged) - set(found)) == [], (
        "these are found no longer: take them out of docs/findings.yml"
    )


def test_no_finding_is_a_false_alarm() -> None:
    assert [finding for finding, verdict in verdicts().items() if verdict.verdict == "false_alarm"] == []


def test_the_page_is_the_generated_one(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert (DOCS / "findings.md").read_text(encoding="utf-8") == page(findings(warehouse), verdicts())
