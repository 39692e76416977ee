"""Sentences that tell rates: side by side, against a target, an earlier year, another agency."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.corpus.variations import owners, times
from tests.corpus.variations.counts import upper
from tests.corpus.variations.draft import Draft
from tests.corpus.variations.figures import percent

if TYPE_CHECKING:
    from random import Random

_NAMED = {
    "online_submission_rate": ("dossiers", "tỷ lệ hồ sơ nộp trực tuyến"),
    "full_online_submission_rate": ("online", "tỷ lệ hồ sơ trực tuyến toàn trình"),
    "online_payment_rate": ("payment", "tỷ lệ hồ sơ thanh toán trực tuyến"),
    "on_time_rate": ("dossiers", "tỷ lệ hồ sơ thủ tục hành chính giải quyết đúng hạn"),
    "dossier_digitisation_rate": ("digitisation", "tỷ lệ số hóa thành phần hồ sơ"),
    "result_digitisation_rate": ("digitisation", "tỷ lệ số hóa kết quả giải quyết thủ tục hành chính"),
    "electronic_result_rate": ("digitisation", "tỷ lệ cấp kết quả giải quyết thủ tục hành chính điện tử"),
    "online_procedures_rate": ("online", "tỷ lệ TTHC được cung cấp dịch vụ công trực tuyến"),
    "full_online_procedures_rate": ("online", "tỷ lệ TTHC được cung cấp dịch vụ công trực tuyến toàn trình"),
    "satisfaction_rate": ("satisfaction", "mức độ hài lòng của người dân về giải quyết thủ tục hành chính"),
}
_GATED = ("on_time_rate", "result_digitisation_rate", "online_procedures_rate", "satisfaction_rate")


def side_by_side(rng: Random) -> Draft:
    """Two to four rates of one agency, in any order."""
    when = times.period(rng)
    who = owners.owner(rng, when.last_day)
    names = rng.sample(list(_NAMED), rng.randint(2, 4))
    draft = Draft("mixed", who.level, who.code, when.label)
    first, *others = names
    told = [f"{_NAMED[first][1]} của {who.text} đạt {draft.says(first, percent(rng, 10, 99))}"]
    told += [f"{_NAMED[name][1]} đạt {draft.says(name, percent(rng, 10, 99))}" for name in others]
    draft.sentence = f"Về thủ tục hành chính, {when.text}, {'; '.join(told)}."
    return draft


def beside_target(rng: Random) -> Draft:
    """A result and the target that it met or missed."""
    when = times.period(rng)
    who = owners.owner(rng, when.last_day)
    name = rng.choice(_GATED)
    draft = Draft("commitments", who.level, who.code, when.label)
    result, target = draft.says(name, percent(rng, 10, 99)), draft.says(name, percent(rng, 50, 99), "target")
    draft.sentence = f"{upper(when.text)}, {_NAMED[name][1]} của {who.text} " + rng.choice((
        f"đạt {result}, vượt mục tiêu {target}.",
        f"mới đạt {result}, chưa đạt mục tiêu {target}.",
        f"chỉ đạt {result}, trong khi mục tiêu đề ra là {target}.",
        f"đạt {result} (mục tiêu {target}).",
        f"đạt {result}, cao hơn chỉ tiêu {target} được giao.",
    ))  # fmt: skip
    return draft


def aimed_at(rng: Random) -> Draft:
    """Only a target, with its year."""
    year = rng.randint(2021, 2026)
    when = times.Time(f"năm {year}", f"{year}-01-01/{year}-12-31", times.date(year, 6, 30))
    who = owners.owner(rng, when.last_day)
    name = rng.choice(_GATED)
    draft = Draft("commitments", who.level, who.code, when.label)
    target = draft.says(name, percent(rng, 50, 99), "target")
    subject = _NAMED[name][1]
    draft.sentence = rng.choice((
        f"{upper(who.text)} phấn đấu {when.text} {subject} đạt trên {target}.",
        f"{upper(who.text)} đặt mục tiêu {when.text} {subject} đạt {target}.",
        f"Trong {when.text}, {who.text} phấn đấu {subject} đạt {target} trở lên.",
        f"Kế hoạch của {who.text} đề ra: {when.text}, {subject} đạt tối thiểu {target}.",
    ))  # fmt: skip
    return draft


def with_earlier_year(rng: Random) -> Draft:
    """A year and the one before it, in a bracket or from one to the other."""
    when = times.year_of_index(rng)
    who = owners.owner(rng, when.last_day)
    name = rng.choice(_GATED)
    year = when.last_day.year
    earlier = f"{year - 1}-01-01/{year - 1}-12-31"
    draft = Draft(_NAMED[name][0], who.level, who.code, when.label)
    now = draft.says(name, percent(rng, 10, 99))
    then = draft.says(name, percent(rng, 10, 99), "previous", period=earlier)
    subject = f"{_NAMED[name][1]} của {who.text}"
    draft.sentence = rng.choice((
        f"Năm {year}, {subject} đạt {now}, cao hơn so với năm {year - 1} ({then}).",
        f"{upper(subject)} tăng từ {then} năm {year - 1} lên {now} năm {year}.",
        f"{upper(subject)} năm {year} đạt {now} (năm {year - 1} là {then}).",
    ))  # fmt: skip
    return draft


def grown(rng: Random) -> Draft:
    """A rate and the points that it rose or fell."""
    when = times.year_of_index(rng)
    who = owners.owner(rng, when.last_day)
    name = rng.choice(_GATED)
    draft = Draft(_NAMED[name][0], who.level, who.code, when.label)
    points = percent(rng, 0.5, 20)
    falls = rng.random() < 0.4
    words = points.text.removesuffix("%").strip() + " điểm phần trăm" if rng.random() < 0.6 else points.text
    result = draft.says(name, percent(rng, 30, 99))
    draft.says(name, points._replace(value=-points.value if falls else points.value), "comparison")
    draft.sentence = (
        f"Năm {when.last_day.year}, {_NAMED[name][1]} của {who.text} đạt {result}, "
        f"{'giảm' if falls else 'tăng'} {words} so với năm {when.last_day.year - 1}."
    )
    return draft


def of_several(rng: Random) -> Draft:
    """Rates of provinces one after another: in brackets, respectively, with a verb each."""
    when = times.period(rng)
    name = rng.choice(("online_submission_rate", "full_online_submission_rate", "online_payment_rate"))
    named = owners.provinces(rng, when.last_day, 3)
    draft = Draft(_NAMED[name][0], "province", period=when.label)
    told = [(who, draft.says(name, percent(rng, 10, 99), agency=code)) for who, code in named]
    subject = _NAMED[name][1]
    a, b, c = told
    listed = f"{a[0]}, {b[0]} và {c[0]}"
    draft.sentence = f"{upper(when.text)}, " + rng.choice((
        f"{subject} của {listed} lần lượt đạt {a[1]}, {b[1]} và {c[1]}.",
        f"{subject} của các địa phương như sau: " + "; ".join(f"{who} {rate}" for who, rate in told) + ".",
        f"{a[0]} dẫn đầu về {subject} với {a[1]}; {b[0]} ({b[1]}), {c[0]} ({c[1]}) xếp sau.",
        f"{subject} của {a[0]} đạt {a[1]}, của {b[0]} là {b[1]}, còn {c[0]} chỉ đạt {c[1]}.",
    ))  # fmt: skip
    return draft


def two_blocks(rng: Random) -> Draft:
    """Country, ministries, provinces."""
    when = times.period(rng)
    name = rng.choice(tuple(_NAMED))
    draft = Draft(_NAMED[name][0], "nation", "national", when.label)
    whole = draft.says(name, percent(rng, 10, 99))
    ministries = draft.says(name, percent(rng, 10, 99), agency="ministries")
    provinces = draft.says(name, percent(rng, 10, 99), agency="provinces")
    opening = f"Về thủ tục hành chính, {when.text}, {_NAMED[name][1]} của cả nước đạt {whole}"
    draft.sentence = opening + rng.choice((
        f", trong đó khối bộ, ngành đạt {ministries} và khối địa phương đạt {provinces}.",
        f"; của các bộ, ngành là {ministries}, của các địa phương là {provinces}.",
        f". Trong đó, các bộ, ngành đạt {ministries}, còn các địa phương đạt {provinces}.",
    ))  # fmt: skip
    return draft
