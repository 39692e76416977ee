"""`python -m tests.findings WAREHOUSE`: docs/findings.md, from a release of the shipped reports and verdicts.

Here: what counts as a finding in each quality table, in words that every rebuild repeats, and the page.
Not here: the verdicts (docs/findings.yml, by hand) and the test that holds both together
(tests/end_to_end/shipped/test_findings.py).
"""

import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import duckdb
import yaml

DOCS = Path(__file__).resolve().parents[1] / "docs"
VERDICTS = {
    "contradiction": "the sources disagree, with each other or with themselves: a person has to ask",
    "explained": "the figures agree once rounding or a tie is thought of",
    "not_comparable": "no finding: the table says that there is nothing to compare with",
    "refused": "the report lacks what a row needs; it waits in quarantine",
    "false_alarm": "the warehouse is wrong: to be mended, never to stay",
}
PERIOD = "coalesce(period_start || '..' || period_end, '@' || period_end)"
EACH = {
    "quality_conflicts": f"""
        select concat_ws(' ', conflict_kind, indicator_code, index_code, coalesce(edition, {PERIOD}),
            agency_code, value_text, 'against', nullif(rival_agency_code, agency_code), rival_value_text)
        from quality_conflicts""",
    "quality_identity_residuals": f"""
        select concat_ws(' ', identity_code, agency_code, {PERIOD}, field_name, total_text, 'is not',
            parts_told)
        from quality_identity_residuals""",
    "quality_level_residuals": f"""
        select case level_verdict
            when 'contradiction' then concat_ws(' ', indicator_code, whole_agency_code, {PERIOD}, field_name,
                whole_text, 'against', part_set, parts_value)
            else level_verdict end
        from quality_level_residuals""",
    "quality_rank_audit": """
        select case when verdict in ('different', 'within_tie')
            then concat_ws(' ', verdict, index_code, edition, component, agency_code, 'printed',
                rank_published, 'by score', rank_computed)
            else verdict || ' ' || index_code end
        from quality_rank_audit where verdict <> 'equal'""",
    "quality_suspect_values": f"""
        select concat_ws(' ', check_code, agency_code, indicator_code, {PERIOD}, finding)
        from quality_suspect_values""",
    "quality_unmatched_names": "select agency_name from quality_unmatched_names",
    "quality_rejected_rows": """
        select concat_ws(' ', source_name, contract, reason_codes) from quality_rejected_rows""",
    "mart_derived_flows": f"""
        select concat_ws(' ', indicator_code, agency_code, {PERIOD}, 'told', reported_value, 'follows',
            derived_value)
        from mart_derived_flows where reported_difference <> 0""",
}
"""One text a row of what each table finds; rows of which nothing follows are told by their group."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """What a table says, in words; rows of one group are one finding."""

    table: str
    text: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person made of a finding."""

    verdict: str
    why: str


def findings(warehouse: duckdb.DuckDBPyConnection) -> Counter[Finding]:
    """Every finding of a release and how many rows say it."""
    return Counter(
        Finding(table, str(text))
        for table, query in EACH.items()
        for (text,) in warehouse.sql(query).fetchall()
    )


def verdicts(path: Path = DOCS / "findings.yml") -> dict[Finding, Verdict]:
    """The verdicts by finding. KeyError or ValueError for an entry that lacks something or is there twice."""
    found: dict[Finding, Verdict] = {}
    for table, entries in yaml.safe_load(path.read_text(encoding="utf-8"))["findings"].items():
        for entry in entries:
            finding = Finding(table, entry["finding"])
            if finding in found or entry["verdict"] not in VERDICTS:
                raise ValueError(f"{path}: {finding}: a verdict of {', '.join(VERDICTS)}, once")
            found[finding] = Verdict(entry["verdict"], entry["why"])
    return found


def page(found: Counter[Finding], judged: dict[Finding, Verdict], path: Path = DOCS / "findings.yml") -> str:
    """The page, in Markdown."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    lines = ["# Findings on the shipped reports", "", *content["introduction"].strip().splitlines(), ""]
    lines += ["| verdict | findings | meaning |", "|---|---|---|"]
    sums = Counter(judged[finding].verdict for finding in found if finding in judged)
    lines += [f"| {name} | {sums[name]} | {meaning} |" for name, meaning in VERDICTS.items()]
    for table in EACH:
        rows = sorted(finding for finding in found if finding.table == table)
        lines += ["", f"## `{table}`", ""]
        lines += ["| finding | rows | verdict | why |", "|---|---|---|---|"] if rows else ["Nothing."]
        lines += [_row(finding, found[finding], judged.get(finding)) for finding in rows]
    lines += ["", "## Contradictions that are known of, and where they show", ""]
    lines += ["| contradiction | where |", "|---|---|"]
    lines += [f"| {entry['what']} | {entry['where']} |" for entry in content["known_contradictions"]]
    return "\n".join(lines) + "\n"


def _row(finding: Finding, rows: int, verdict: Verdict | None) -> str:
    cells = (finding.text, str(rows), verdict.verdict if verdict else "?", verdict.why if verdict else "?")
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def main(arguments: list[str]) -> int:
    """Write docs/findings.md; the findings without verdict are printed. Returns the exit code."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m tests.findings WAREHOUSE\n")
        return 2
    with duckdb.connect(arguments[0], read_only=True) as warehouse:
        found = findings(warehouse)
    judged = verdicts()
    (DOCS / "findings.md").write_text(page(found, judged), encoding="utf-8")
    missing = [f"{finding.table}: {finding.text}" for finding in sorted(found) if finding not in judged]
    gone = [f"{finding.table}: {finding.text}" for finding in judged if finding not in found]
    sys.stdout.writelines(f"no verdict: {line}\n" for line in missing)
    sys.stdout.writelines(f"no such finding: {line}\n" for line in gone)
    return 1 if missing or gone else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
