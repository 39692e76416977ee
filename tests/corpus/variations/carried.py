"""Texts of several sentences in which a later one takes agency, period or measure from an earlier one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.corpus.variations import owners, times
from tests.corpus.variations.counts import upper
from tests.corpus.variations.draft import Draft
from tests.corpus.variations.figures import count, percent

if TYPE_CHECKING:
    from random import Random

    from tests.corpus.variations.owners import Owner
    from tests.corpus.variations.times import Time


def _province(rng: Random) -> tuple[Time, Owner, Draft]:
    when = times.period(rng)
    unit, name, word = rng.choice([each for each in owners.all_provinces(when.last_day) if each[2] == "tỉnh"])
    who = owners.Owner(f"{word} {name}", f"province:{unit}", "province")
    return when, who, Draft("dossiers", "province", who.code, when.label)


def same_province(rng: Random) -> Draft:
    """The next sentence says only "the whole province"."""
    when, who, draft = _province(rng)
    received = draft.says("dossiers_received", count(rng, 5_000, 900_000))
    draft.sentence = (
        f"{upper(when.text)}, {who.text} tiếp nhận {received} hồ sơ thủ tục hành chính. "
        + rng.choice(("Toàn tỉnh đã", "Các cơ quan của tỉnh đã", "Tỉnh đã"))
        + f" giải quyết {draft.says('dossiers_settled', count(rng, 5_000, 800_000))} hồ sơ, "
        f"tỷ lệ đúng hạn đạt {draft.says('on_time_rate', percent(rng, 80, 99))}."
    )
    return draft


def levels(rng: Random) -> Draft:
    """The next sentence shares the figure out over the levels of the province."""
    when, who, draft = _province(rng)
    layers = [("cấp tỉnh", "departments"), ("cấp xã", "communes")]
    if when.last_day < times.MERGER:
        layers.insert(1, ("cấp huyện", "districts"))
    whole = draft.says("dossiers_received", count(rng, 50_000, 900_000))
    verb = rng.choice(("", "tiếp nhận "))
    parts = []
    for words, layer in layers:
        part = draft.says("dossiers_received", count(rng, 5_000, 90_000), agency=f"{who.code}/{layer}")
        parts.append(f"{words} {verb}{part} hồ sơ")
    draft.sentence = (
        f"{upper(when.text)}, {who.text} tiếp nhận {whole} hồ sơ thủ tục hành chính. "
        f"Trong đó, {rng.choice((', ', '; ')).join(parts)}."
    )
    return draft


def plan_for_next_year(rng: Random) -> Draft:
    """A year's result, then the aim for the next one in a sentence of its own."""
    when = times.year_of_index(rng)
    unit = rng.choice([each for each in owners.all_provinces(when.last_day) if each[2] == "tỉnh"])
    who = owners.Owner(f"tỉnh {unit[1]}", f"province:{unit[0]}", "province")
    draft = Draft("commitments", "province", who.code, when.label)
    year = when.last_day.year
    now = draft.says("on_time_rate", percent(rng, 80, 99))
    aim = draft.says(
        "on_time_rate", percent(rng, 90, 99), "target", period=f"{year + 1}-01-01/{year + 1}-12-31"
    )
    draft.sentence = (
        f"Năm {year}, tỷ lệ hồ sơ thủ tục hành chính giải quyết đúng hạn của {who.text} đạt {now}. "
        + rng.choice((f"Năm {year + 1}, tỉnh phấn đấu tỷ lệ này đạt {aim}.",
                      f"Mục tiêu năm {year + 1} là đạt {aim}.",
                      f"Trong năm {year + 1}, tỉnh đặt mục tiêu tỷ lệ này đạt {aim}."))
    )  # fmt: skip
    return draft


def told_by_another(rng: Random) -> Draft:
    """A department or ministry speaks of the province: the province owns the figure."""
    when, who, draft = _province(rng)
    speaker = rng.choice(("Theo Bộ Nội vụ", "Theo Văn phòng Chính phủ", "Theo Sở Nội vụ"))
    received = draft.says("dossiers_received", count(rng, 5_000, 900_000))
    draft.sentence = (
        f"{speaker}, {when.text} {who.text} đã tiếp nhận {received} hồ sơ thủ tục hành chính, trong đó "
        f"{draft.says('dossiers_received_online', count(rng, 5_000, 90_000))} hồ sơ trực tuyến."
    )
    return draft


def same_time_last_year(rng: Random) -> Draft:
    """A count and that of the same time in the year before, or the growth over it."""
    month, year = rng.randint(1, 12), rng.randint(2014, 2024)
    who = owners.province(rng, times.date(year, month, 1))
    first, last = times.month(year, month)
    earlier = "{}/{}".format(*times.month(year - 1, month))
    draft = Draft("dossiers", "province", who.code, f"{first}/{last}")
    now = draft.says("dossiers_received", count(rng, 5_000, 90_000))
    opening = f"Tháng {month}/{year}, {who.text} tiếp nhận {now} hồ sơ thủ tục hành chính, "
    if rng.random() < 0.5:
        then = draft.says("dossiers_received", count(rng, 5_000, 90_000), "previous", period=earlier)
        draft.sentence = f"{opening}cùng kỳ năm {year - 1} là {then} hồ sơ."
    else:
        share = percent(rng, 1, 40)
        draft.note("dossiers_received", share, "percent", "comparison")
        draft.sentence = f"{opening}tăng {share.text} so với cùng kỳ năm {year - 1}."
    return draft


def report_with_tasks(rng: Random) -> Draft:
    """A section of results, a section of tasks: the same rate in both."""
    year = rng.randint(2016, 2024)
    day = times.date(year, 12, 31)
    unit, name, _ = rng.choice([each for each in owners.all_provinces(day) if each[2] == "tỉnh"])
    draft = Draft("commitments", "province", f"province:{unit}", f"{year}-01-01/{year}-12-31")
    now = draft.says("on_time_rate", percent(rng, 80, 99))
    aim = draft.says(
        "on_time_rate", percent(rng, 90, 99), "target", period=f"{year + 1}-01-01/{year + 1}-12-31"
    )
    draft.sentence = "\n".join([
        f"I. KẾT QUẢ CẢI CÁCH HÀNH CHÍNH NĂM {year}",
        f"Năm {year}, tỷ lệ hồ sơ thủ tục hành chính giải quyết đúng hạn của tỉnh {name} đạt {now}.",
        f"II. PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM {year + 1}",
        f"Tỷ lệ hồ sơ thủ tục hành chính giải quyết đúng hạn của tỉnh {name} đạt {aim}.",
    ])  # fmt: skip
    return draft
