"""Codes that a foreign key may point to, loaded from the seeds.

Here belongs which codes exist. Not here: which name stands for which code (the reader's agency catalogue).
Light: the standard library only, so that a dry run stays quick.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from data_contracts.reasons import PermanentFailure, Reason, ReasonCode

SEEDS = Path(__file__).resolve().parent.parent / "dbt_project" / "seeds"
LEVELS_IN_PROVINCE = ("departments", "districts", "communes")
NAMED_AGENCY = r"^agency:[a-z0-9]+(-[a-z0-9]+)*$"
OLD_COMMUNE = r"^commune:[0-9]{5}(-[a-z]+)*-old$"
"""By its shape alone: reading 10,000 codes at every start would cost more than it guards against."""
_SEED_KEYS = {
    "indicators.indicator_code": ("indicators", "indicator_code"),
    "ranking_indices.index_code": ("ranking_indices", "index_code"),
    "provinces.unit_id": ("provinces", "unit_id"),
    "provinces.gso_code": ("provinces", "gso_code"),
    "communes.commune_code": ("communes", "commune_code"),
    "districts.district_code": ("districts", "district_code"),
    "ministries.code": ("ministries", "code"),
    "regions.region_id": ("regions", "region_id"),
}


@dataclass(frozen=True, slots=True)
class References:
    """Valid codes by "table.field"; `patterns` are for open lists whose codes only have a shape."""

    codes: Mapping[str, frozenset[str]]
    patterns: Mapping[str, str] = field(default_factory=dict)

    def __hash__(self) -> int:
        return id(self)

    def knows(self, target: str, code: str) -> bool:
        """Whether `code` is a valid value of `target` ("table.field"). KeyError if the target is unknown."""
        pattern = self.patterns.get(target)
        return code in self.codes[target] or (pattern is not None and re.match(pattern, code) is not None)


def _column(seeds: Path, seed: str, column: str) -> Iterator[str]:
    path = seeds / f"{seed}.csv"
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            if column not in (reader.fieldnames or ()):
                raise PermanentFailure(
                    Reason(
                        code=ReasonCode.UNKNOWN_REFERENCE,
                        field=column,
                        expected=f"a column {column} in the seed {path}",
                        found=f"the columns {', '.join(reader.fieldnames or ())}",
                        advice="Give the seed the header of its contract in data_contracts/reference.",
                    )
                )
            yield from (row[column] for row in reader if row[column])
    except FileNotFoundError as error:
        raise PermanentFailure(
            Reason(
                code=ReasonCode.UNKNOWN_REFERENCE,
                field=column,
                expected=f"the seed {path}",
                found="no such file",
                advice="Run from a complete checkout: contracts need the reference data of dbt_project.",
            )
        ) from error


def _agency_codes(codes: Mapping[str, frozenset[str]]) -> Iterable[str]:
    yield from ("national", "ministries", "provinces")
    yield from (f"provinces/{level}" for level in LEVELS_IN_PROVINCE)
    yield from (f"ministry:{code}" for code in codes["ministries.code"])
    yield from (f"commune:{code}" for code in codes["communes.commune_code"])
    for code in codes["districts.district_code"]:
        yield from (f"district:{code}", f"district:{code}/communes")
    yield from (f"region:{code}" for code in codes["regions.region_id"])
    for unit in codes["provinces.unit_id"]:
        yield f"province:{unit}"
        yield from (f"province:{unit}/{level}" for level in LEVELS_IN_PROVINCE)


@cache
def load_references(seeds: Path = SEEDS) -> References:
    """All codes of the seeds, and `agencies.agency_code` put together from them.

    PermanentFailure if a seed or its column is missing.
    """
    codes = {key: frozenset(_column(seeds, *place)) for key, place in _SEED_KEYS.items()}
    codes["agencies.agency_code"] = frozenset(_agency_codes(codes))
    return References(codes, {"agencies.agency_code": f"{NAMED_AGENCY}|{OLD_COMMUNE}"})
