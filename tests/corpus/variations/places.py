"""Sentences that rank provinces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.corpus.variations import owners, times
from tests.corpus.variations.counts import upper
from tests.corpus.variations.draft import Draft
from tests.corpus.variations.figures import Figure, score

if TYPE_CHECKING:
    from random import Random

_INDICES = {
    "PAR_INDEX": (("Chỉ số PAR INDEX", "Chỉ số cải cách hành chính (PAR INDEX)"), 70, 96, 2, "percent", "%"),
    "SIPAS": (("Chỉ số SIPAS", "Chỉ số hài lòng (SIPAS)"), 70, 95, 2, "percent", "%"),
    "PAPI": (("Chỉ số PAPI",), 36, 48, 2, "points", " điểm"),
    "PCI": (("Chỉ số PCI", "Chỉ số năng lực cạnh tranh cấp tỉnh (PCI)"), 55, 75, 2, "points", " điểm"),
    "DTI": (("Chỉ số chuyển đổi số (DTI)", "Chỉ số DTI"), 0, 1, 4, "points", " điểm"),
}
_PILLARS = (
    ("chính quyền số", "digital_government"),
    ("kinh tế số", "digital_economy"),
    ("xã hội số", "digital_society"),
)


def ranked(rng: Random) -> Draft:
    """Score, place among 63, places won or lost, in one of the usual orders."""
    code, name, points, unit = _scored(rng)
    when = times.year_of_index(rng)
    (who, agency), year = owners.provinces(rng, when.last_day, 1)[0], when.last_day.year
    draft = Draft("rankings", "province", agency, when.label)
    place = rng.randint(2, 62)
    steps = rng.randint(1, 30)
    falls = rng.random() < 0.4
    draft.note(f"{code}.index_score", points, unit)
    draft.note(f"{code}.index_rank", Figure(place, ""), "rank")
    moved = f"{'giảm' if falls else 'tăng'} {steps} {rng.choice(('bậc', 'hạng'))}"
    if rng.random() < 0.7:
        draft.note(f"{code}.index_rank_change", Figure(-steps if falls else steps, ""), "place")
        tail = f", {moved} so với năm {year - 1}."
    else:
        tail = "."
    at = rng.choice(
        (f"xếp thứ {place}/63", f"đứng thứ {place}/63 tỉnh, thành phố", f"xếp vị trí thứ {place} cả nước")
    )
    draft.sentence = rng.choice((
        f"{name} năm {year} của {who} đạt {points.text}, {at}{tail}",
        f"Năm {year}, {name} của tỉnh {who} đạt {points.text}, {at}{tail}",
        f"Với {points.text}, {who} {at} về {name} năm {year}{tail}",
    ))  # fmt: skip
    return draft


def leaders(rng: Random) -> Draft:
    """The first three, each with its score."""
    code, name, _, unit = _scored(rng)
    when = times.year_of_index(rng)
    named = owners.provinces(rng, when.last_day, 3)
    draft = Draft("rankings", "province", period=when.label)
    told = []
    for place, (who, agency) in enumerate(named, 1):
        points = _points(rng, code)
        draft.note(f"{code}.index_rank", Figure(place, ""), "rank", agency=agency)
        draft.note(f"{code}.index_score", points, unit, agency=agency)
        told.append((who, points.text))
    (a, first), (b, second), (c, third) = told
    draft.sentence = f"{name} năm {when.last_day.year}: " + rng.choice((
        f"{a} dẫn đầu cả nước với {first}; đứng thứ hai là {b} với {second}; xếp thứ ba là {c} với {third}.",
        f"{a} đứng đầu ({first}), {b} xếp thứ 2 ({second}), {c} xếp thứ 3 ({third}).",
    ))  # fmt: skip
    return draft


def pillars(rng: Random) -> Draft:
    """A place in the index and in its parts, which must not be taken for one another."""
    when = times.year_of_index(rng)
    who, agency = owners.provinces(rng, when.last_day, 1)[0]
    draft = Draft("rankings", "province", agency, when.label)
    draft.note("DTI.index_rank", whole := Figure(rng.randint(4, 60), ""), "rank")
    parts = []
    for words, part in rng.sample(_PILLARS, 3):
        place = Figure(rng.randint(4, 60), "")
        draft.note(f"DTI.{part}.index_rank", place, "rank")
        parts.append(f"{words} xếp thứ {place.value}")
    draft.sentence = (
        f"{upper(who)} xếp thứ {whole.value}/63 về chỉ số chuyển đổi số DTI {when.text}; "
        f"trong đó {', '.join(parts)}."
    )
    return draft


def risen(rng: Random) -> Draft:
    """From one place to another."""
    code, name, _, _ = _scored(rng)
    when = times.year_of_index(rng)
    year = when.last_day.year
    who, agency = owners.provinces(rng, when.last_day, 1)[0]
    draft = Draft("rankings", "province", agency, when.label)
    then, now = rng.sample(range(4, 61), 2)
    draft.note(f"{code}.index_rank", Figure(now, ""), "rank")
    earlier = f"{year - 1}-01-01/{year - 1}-12-31"
    draft.note(f"{code}.index_rank", Figure(then, ""), "rank", "previous", period=earlier)
    verb, to = ("vươn", "lên") if now < then else ("tụt", "xuống")
    draft.sentence = f"{name} năm {year} của tỉnh {who} {verb} từ vị trí {then} {to} vị trí {now}."
    return draft


def _scored(rng: Random) -> tuple[str, str, Figure, str]:
    code = rng.choice(tuple(_INDICES))
    names, *_, unit, _ = _INDICES[code]
    return code, rng.choice(names), _points(rng, code), unit


def _points(rng: Random, code: str) -> Figure:
    _, low, high, digits, _, mark = _INDICES[code]
    points = score(rng, low, high, digits)
    return points._replace(text=points.text + mark)
