"""Compile docs/configuration.md from the settings: `python -m orchestration.configuration [--check]`.

Here belongs how the page looks. Not here: the settings, their defaults and effects (`settings`).
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotated_types import Ge
from pydantic import SecretStr
from pydantic.fields import FieldInfo

from orchestration.settings import PROJECT_ROOT, Settings, variable

PAGE = PROJECT_ROOT / "docs" / "configuration.md"
BAR = r"\|"
_HEAD = """\
# Settings

<!-- Compiled from orchestration/settings.py by `python -m orchestration.configuration`; do not edit. -->

All are environment variables, and none is needed. They are checked when a command or Dagster starts: a
value that cannot be used, or a `CCHC_` name that is not below, is an error that says the name, what was
found, and what was meant.

| variable | default | allowed | effect |
|---|---|---|---|
"""
_FOOT = """
Relative paths count from the current directory; the defaults lie in the project. Neither the lake nor the
warehouse may lie in the drop folder, where they would be taken for reports, nor one in the other.

A report over a limit is refused with reason `limit_exceeded`. Another value of a `CCHC_MAX_` setting makes
another reader version: the next refresh reads the archive again. More on
[untrusted input](untrusted-input.md).

Addresses in `CCHC_NOTIFY` are those of the library apprise: `mailto://user:password@host?to=…` for mail,
`json://host/path` for a webhook. They are never shown.

Credentials of an object store are those of its own driver (for S3 the `AWS_…` variables, with
`AWS_ENDPOINT_URL`); a URL of a place with a password in it is refused, as it would be told with the place.

In [production](production.md) Dagster itself reads `DAGSTER_POSTGRES_URL`, the address of its database; it is
never shown. Signs like `/` and `@` in its password are written `%2F` and `%40`.
"""


def generate() -> str:
    """The whole page as Markdown."""
    rows = [_row(name, field) for name, field in Settings.model_fields.items()]
    return _HEAD + "\n".join(rows) + "\n" + _FOOT


def _row(name: str, field: FieldInfo) -> str:
    effect = field.description or ""
    cells = (f"`{variable(name)}`", _default(field.default), ", ".join(_allowed(field)), effect)
    return f"| {' | '.join(cell.replace('|', BAR) for cell in cells)} |"


def _default(value: Any) -> str:
    shown = value.get_secret_value() if isinstance(value, SecretStr) else str(value)
    path = Path(shown)
    if path.is_absolute() and path.is_relative_to(PROJECT_ROOT):
        shown = path.relative_to(PROJECT_ROOT).as_posix()
    return f"`{shown}`" if shown else "none"


def _allowed(field: FieldInfo) -> Iterator[str]:
    if field.annotation is int:
        yield "whole number"
    elif field.annotation is Path:
        yield "path"
    else:
        yield "text"
    for rule in field.metadata:
        if isinstance(rule, Ge):
            yield f"{rule.ge} or more"
        elif pattern := getattr(rule, "pattern", None):
            yield f"`{pattern}`"


def main(arguments: list[str]) -> int:
    """Write the page, or with --check compare it. Returns the exit code."""
    if arguments == ["--check"]:
        if PAGE.exists() and PAGE.read_text(encoding="utf-8") == generate():
            return 0
        sys.stderr.write(f"{PAGE}: differs from the settings; run `python -m orchestration.configuration`\n")
        return 1
    if arguments:
        sys.stderr.write("usage: python -m orchestration.configuration [--check]\n")
        return 2
    PAGE.write_text(generate(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
