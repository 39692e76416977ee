"""Over what the figures of a column may be summed, said of every column that holds an indicator.

Here: the sentence, from the seed of indicators. Not here: what the column is (the fields files).
"""

import csv
from functools import cache

from data_contracts.model import Column, Text
from data_contracts.references import SEEDS

_KINDS = {
    "flow": Text(en="A flow", vi="Số thời kỳ"),
    "stock": Text(en="A stock: never summed over periods", vi="Số thời điểm: không cộng theo thời gian"),
    "rate": Text(
        en="A rate: never summed, and averaged only through its counts",
        vi="Tỷ lệ: không cộng, chỉ bình quân qua số đếm",
    ),
}
_DIMENSIONS = {
    "agency": "cơ quan",
    "period": "kỳ",
    "field": "lĩnh vực",
    "field (not level)": "lĩnh vực (không cộng theo cấp)",
    "level (levels may overlap)": "cấp (các cấp có thể trùng)",
}


def described(column: Column) -> Text:
    """The description of the column, followed by what sums of it are allowed where it holds an indicator."""
    sums = _by_indicator().get(column.name.removesuffix("_reported"))
    if sums is None:
        return column.description
    return Text(en=f"{column.description.en} {sums.en}", vi=f"{column.description.vi} {sums.vi}")


@cache
def _by_indicator() -> dict[str, Text]:
    with (SEEDS / "indicators.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["indicator_code"]: _sentence(kind, [part for part in row["additive_over"].split(";") if part])
            for row in csv.DictReader(file)
            if (kind := _KINDS.get(row["value_type"]))
        }


def _sentence(kind: Text, over: list[str]) -> Text:
    if not over:
        return Text(en=f"{kind.en}.", vi=f"{kind.vi}.")
    return Text(
        en=f"{kind.en}; may be summed over {', '.join(over)}.",
        vi=f"{kind.vi}; được cộng theo {', '.join(_DIMENSIONS[part] for part in over)}.",
    )
