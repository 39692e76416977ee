"""Compile docs/licences.md from what the installed packages say: `python -m supply.licences [--check]`.

Here belongs finding each licence and judging whether it may be used. Not here: what is allowed
(`licences.yml`), which packages there are (`locks`).
"""

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import metadata

import yaml
from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression
from packaging.utils import canonicalize_name

from supply.locks import ROOT, where_used

PAGE = ROOT / "docs" / "licences.md"
APT_LISTS = (ROOT / "deploy" / "apt-packages.txt", ROOT / "deploy" / "production" / "apt-packages.txt")
PERMISSIVE, COPYLEFT = "permissive", "copyleft"
_ROW = re.compile(r"\| `([^`]+)` \| ([^|]+) \| ([^|]+) \| [^|]+ \| [^|]+ \|")
_HEAD = """\
# Licences

<!-- Compiled by `python -m supply.licences` from what the packages say of themselves; do not edit. -->

Every package of every lock file, with the licence it names (SPDX). `make lint` fails when a package has no
row here, names another licence, or one that `supply/licences.yml` does not allow. Copyleft licences are in
**bold**: all of them end at the files of the package itself, and we change none. `LicenseRef-BSD`: the
package says BSD and not which.

| package | version | licence | kind | used by |
|---|---|---|---|---|
"""


class LicenceError(Exception):
    """A licence is unknown or not allowed; the message says of what, what was found, what to do."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The content of `licences.yml`."""

    permissive: list[str]
    copyleft: list[str]
    words: dict[str, str]
    decided: dict[str, dict[str, str]]
    programs: dict[str, str]


@cache
def rules() -> Rules:
    """What is allowed and decided."""
    return Rules(**yaml.safe_load((ROOT / "supply" / "licences.yml").read_text("utf-8")))


def told_by(package: metadata.PackageMetadata, known: Rules) -> str | None:
    """The SPDX expression of a package by its own words, or None where they say nothing that is known."""
    said = [*package.get_all("License-Expression", []), *package.get_all("License", [])]
    said = [words.partition("\n")[0] for words in said]
    classifiers = [each for each in package.get_all("Classifier", []) if each.startswith("License :: ")]
    said += [each.rsplit(" :: ", 1)[1] for each in classifiers]
    for words in filter(None, said):
        try:
            return str(canonicalize_license_expression(known.words.get(words, words)))
        except InvalidLicenseExpression:
            continue
    return None


def kind(expression: str, known: Rules) -> str:
    """Permissive or copyleft: of alternatives the freer, of what holds together the stricter.

    Raises:
        LicenceError: a part that decides is not allowed.
    """
    words = re.findall(r"[()]|[^\s()]+", expression)
    ranks = {**dict.fromkeys(known.permissive, 0), **dict.fromkeys(known.copyleft, 1)}

    def alternatives() -> int:
        found = [together()]
        while words and words[0] == "OR":
            words.pop(0)
            found.append(together())
        return min(found)

    def together() -> int:
        found = [one()]
        while words and words[0] == "AND":
            words.pop(0)
            found.append(one())
        return max(found)

    def one() -> int:
        word = words.pop(0)
        if word != "(":
            return ranks.get(word, 2)
        inner = alternatives()
        words.pop(0)
        return inner

    rank = alternatives()
    if words or rank > 1:
        raise LicenceError(f"expected a licence that supply/licences.yml allows, found {expression!r}")
    return (PERMISSIVE, COPYLEFT)[rank]


def generate(page: str) -> str:
    """The page anew; rows of packages that are not installed here are taken from the page as it stands.

    Raises:
        LicenceError: all packages whose licence is unknown or not allowed.
    """
    known, here, before = rules(), _installed(), _rows(page)
    rows, wrong = [], []
    for name, (versions, uses) in sorted(where_used().items()):
        version = ", ".join(sorted(versions))
        kept = before.get(name, ("", ""))
        try:
            licence = _licence(name, versions, here, kept[1] if kept[0] == version else None)
            rows.append(f"| `{name}` | {version} | {_shown(licence, known)} | {', '.join(uses)} |")
        except LicenceError as error:
            wrong.append(f"{name} {version}: {error}")
    if wrong:
        raise LicenceError("\n".join(wrong))
    return _HEAD + "\n".join(rows) + "\n\n" + "\n".join(_notes(known)) + "\n"


def _licence(
    name: str, versions: set[str], here: Mapping[str, metadata.PackageMetadata], kept: str | None
) -> str:
    known = rules()
    if name in known.decided:
        return known.decided[name]["licence"]
    package = here.get(name)
    if package is None or package["Version"] not in versions:
        if kept:
            return kept
        raise LicenceError(
            "expected it to be installed, found it is not. Run `make clients sbom`, then again."
        )
    licence = told_by(package, known)
    if licence is None:
        raise LicenceError(
            "expected a known licence, found none. Decide in supply/licences.yml, with the reason."
        )
    return licence


def _shown(licence: str, known: Rules) -> str:
    judged = kind(licence, known)
    return f"{licence if judged == PERMISSIVE else f'**{licence}**'} | {judged}"


def _notes(known: Rules) -> Iterator[str]:
    yield "Decided by hand, as the packages do not say it in a known form:\n"
    yield from (
        f"- `{name}`: {told['licence']}; {told['why']}." for name, told in sorted(known.decided.items())
    )
    yield "\nDebian's packages, programs of their own that are called or asked, never linked:\n"
    yield "| package | licence | kind |\n|---|---|---|"
    for name in sorted({name for path in APT_LISTS for name in path.read_text("utf-8").split()}):
        if name not in known.programs:
            raise LicenceError(
                f"{name}: expected its licence under `programs` in supply/licences.yml, found none"
            )
        yield f"| `{name}` | {_shown(known.programs[name], known)} |"


def _installed() -> dict[str, metadata.PackageMetadata]:
    others = [str(path) for path in ROOT.glob(".venv-*/lib/python*/site-packages")]
    found = [*metadata.distributions(path=others), *metadata.distributions()]
    return {
        canonicalize_name(each.metadata["Name"]): each.metadata for each in found if each.metadata["Name"]
    }


def _rows(page: str) -> dict[str, tuple[str, str]]:
    return {name: (version, licence.strip("*")) for name, version, licence in _ROW.findall(page)}


def main(arguments: list[str]) -> int:
    """Write the page, or with --check compare it. Returns the exit code."""
    if arguments not in ([], ["--check"]):
        sys.stderr.write("usage: python -m supply.licences [--check]\n")
        return 2
    before = PAGE.read_text("utf-8") if PAGE.exists() else ""
    try:
        page = generate(before)
    except LicenceError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if not arguments:
        PAGE.write_text(page, "utf-8")
    elif page != before:
        sys.stderr.write(f"{PAGE}: differs from the packages; run `python -m supply.licences`\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
