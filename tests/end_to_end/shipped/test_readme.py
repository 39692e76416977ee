"""The README shows what its commands print: each query with an answer below it is run and compared."""

import re
from pathlib import Path

import pytest

from tests.end_to_end.shipped.conftest import REPOSITORY, Installation

QUERY_WITH_ANSWER = re.compile(r"```sql\n(?P<query>.+?)```\n+```csv\n(?P<answer>.+?)```", re.DOTALL)


def examples(page: Path) -> list[tuple[str, str]]:
    return [
        (match["query"], match["answer"]) for match in QUERY_WITH_ANSWER.finditer(page.read_text("utf-8"))
    ]


EXAMPLES = examples(REPOSITORY / "README.md")


def test_the_readme_shows_three_queries() -> None:
    assert len(EXAMPLES) == 3


@pytest.mark.parametrize(("query", "answer"), EXAMPLES)
def test_a_query_prints_what_the_readme_shows(installation: Installation, query: str, answer: str) -> None:
    assert installation.cchc("sql", query).stdout == answer
