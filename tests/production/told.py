"""The commands that docs/production.md tells, as they stand there."""

from tests.installation import REPOSITORY

PAGE = REPOSITORY / "docs" / "production.md"
_INDENT = " " * 8


def commands(heading: str) -> list[str]:
    """Every command below a heading of the second level, in order."""
    _, _, section = PAGE.read_text("utf-8").partition(f"\n## {heading}\n")
    assert section, f"{PAGE.name}: expected the heading {heading!r}"
    lines = section.partition("\n## ")[0].splitlines()
    return [line.removeprefix(_INDENT) for line in lines if line.startswith(_INDENT)]
