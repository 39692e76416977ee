"""Sentences that count dossiers, procedures, services and petitions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.corpus.variations import owners, times
from tests.corpus.variations.draft import Draft
from tests.corpus.variations.figures import Figure, count, grouped, percent

if TYPE_CHECKING:
    from random import Random

    from tests.corpus.variations.owners import Owner
    from tests.corpus.variations.times import Time

_DOSSIERS = ("hồ sơ thủ tục hành chính", "hồ sơ TTHC", "hồ sơ giải quyết thủ tục hành chính")


def opening(rng: Random, when: Time, who: Owner) -> str:
    """Period and agency before what was done, in any order."""
    # A ministry that tells of a figure may tell of the country's; any other agency tells of its own.
    told = f"{upper(who.text)} cho biết, {when.text} đã" if who.level != "ministry" else ""
    return rng.choice((
        f"{upper(when.text)}, {who.text} đã",
        told or f"{upper(when.text)}, {who.text} đã",
        f"Theo báo cáo, {when.text}, {who.text} đã",
    ))  # fmt: skip


def upper(text: str) -> str:
    return text[0].upper() + text[1:]


def settled(rng: Random) -> Draft:
    """What was received and settled, then the parts by time in any order."""
    when = times.period(rng)
    who = owners.owner(rng, when.last_day)
    draft = Draft("dossiers", who.level, who.code, when.label)
    received, done = count(rng, 1_000, 900_000), count(rng, 900, 800_000)
    parts = [
        lambda: f"giải quyết quá hạn {draft.says('dossiers_settled_overdue', count(rng, 1, 900))} hồ sơ",
        lambda: f"đang giải quyết {draft.says('dossiers_pending', count(rng, 10, 9_000))} hồ sơ",
        lambda: f"tỷ lệ giải quyết đúng hạn đạt {draft.says('on_time_rate', percent(rng, 80, 99))}",
        lambda: f"có {draft.says('dossiers_returned', count(rng, 10, 400))} hồ sơ bị trả lại",
    ]
    chosen = rng.sample(parts, rng.randint(0, 3))
    noun = rng.choice(_DOSSIERS)
    text = (
        f"{opening(rng, when, who)} tiếp nhận {draft.says('dossiers_received', received)} {noun}, "
        f"{rng.choice(('đã giải quyết', 'giải quyết', 'đã xử lý'))} "
        f"{draft.says('dossiers_settled', done)} hồ sơ"
    )
    draft.sentence = "; ".join([text, *(part() for part in chosen)]) + "."
    return draft


def in_time(rng: Random) -> Draft:
    """A part of a total with its share, and the late ones with theirs."""
    when = times.period(rng)
    who = owners.owner(rng, when.last_day)
    draft = Draft("dossiers", who.level, who.code, when.label)
    words = rng.choice(("trước hạn và đúng hạn", "trước và đúng hạn", "đúng hạn và trước hạn"))
    draft.sentence = (
        f"{opening(rng, when, who)} giải quyết {draft.says('dossiers_settled', count(rng, 2_000, 400_000))} "
        f"{rng.choice(_DOSSIERS)}, trong đó giải quyết {words} "
        f"{draft.says('dossiers_settled_in_time', count(rng, 1_500, 390_000))} hồ sơ, "
        f"{rng.choice(('đạt tỷ lệ', 'đạt', 'chiếm'))} {draft.says('on_time_rate', percent(rng, 80, 99))}; "
        f"quá hạn {draft.says('dossiers_settled_overdue', count(rng, 10, 900))} hồ sơ, "
        f"chiếm {draft.says('overdue_rate', percent(rng, 0.1, 9))}."
    )
    return draft


def channels(rng: Random) -> Draft:
    """The ways in which dossiers came, in any order, in a bracket or after "trong đó"."""
    when = times.period(rng)
    who = owners.owner(rng, when.last_day)
    draft = Draft("dossiers", who.level, who.code, when.label)
    total = draft.says("dossiers_received", count(rng, 2_000, 700_000))
    ways = [
        f"trực tuyến {draft.says('dossiers_received_online', count(rng, 1_000, 600_000))} hồ sơ",
        f"trực tiếp {draft.says('dossiers_received_in_person', count(rng, 100, 90_000))} hồ sơ",
        f"qua bưu chính công ích {draft.says('dossiers_received_by_post', count(rng, 10, 9_000))} hồ sơ",
        f"từ kỳ trước chuyển sang {draft.says('dossiers_carried_over', count(rng, 10, 9_000))} hồ sơ",
    ]
    rng.shuffle(ways)
    listed = ", ".join(ways)
    frame = rng.choice((", trong đó: {}.", " ({}).", ", gồm: {}."))
    draft.sentence = f"{opening(rng, when, who)} tiếp nhận {total} {rng.choice(_DOSSIERS)}" + frame.format(
        listed
    )
    return draft


def list_items(rng: Random) -> Draft:
    """A heading sentence with agency and period, then a line for each count."""
    when = times.period(rng)
    who = owners.province(rng, when.last_day)
    draft = Draft("dossiers", who.level, who.code, when.label)
    items = [
        f"- Số hồ sơ tiếp nhận: {draft.says('dossiers_received', count(rng, 1_000, 90_000))} hồ sơ.",
        f"- Số hồ sơ đã giải quyết: {draft.says('dossiers_settled', count(rng, 1_000, 90_000))} hồ sơ.",
        f"- Số hồ sơ đang giải quyết: {draft.says('dossiers_pending', count(rng, 100, 9_000))} hồ sơ.",
        f"- Tỷ lệ hồ sơ nộp trực tuyến: {draft.says('online_submission_rate', percent(rng, 20, 99))}.",
    ]
    rng.shuffle(items)
    head = f"Kết quả giải quyết thủ tục hành chính của {who.text} {when.text.removeprefix('trong ')} như sau:"
    draft.sentence = "\n".join([head, *items])
    return draft


def by_level(rng: Random) -> Draft:
    """A stock of procedures with its parts by level."""
    day = times.as_of(rng)
    who = owners.province(rng, day.last_day)
    draft = Draft("procedures", who.level, who.code, day.label)
    layers = [("cấp tỉnh", "departments"), ("cấp xã", "communes")]
    if day.last_day < times.MERGER:
        layers.insert(1, ("cấp huyện", "districts"))
    parts = [
        draft.says("procedures_in_force", count(rng, 60, 1_700), agency=f"{who.code}/{layer}")
        + f" thủ tục {words}"
        for words, layer in layers
    ]
    draft.sentence = (
        f"{upper(day.text)}, {who.text} có {draft.says('procedures_in_force', count(rng, 1_500, 2_400))} "
        f"TTHC thuộc thẩm quyền giải quyết, gồm {', '.join(parts)}."
    )
    return draft


def announced(rng: Random) -> Draft:
    """Decisions, the procedures in them, and what was new, amended and abolished, in any order."""
    when = times.period(rng)
    who = rng.choice((owners.province, owners.ministry))(rng, when.last_day)
    draft = Draft("procedures", who.level, who.code, when.label)
    parts = [
        f"{draft.says('procedures_new', count(rng, 10, 200))} TTHC ban hành mới",
        f"{draft.says('procedures_amended', count(rng, 10, 300))} TTHC sửa đổi, bổ sung",
        f"{draft.says('procedures_abolished', count(rng, 10, 200))} TTHC bị bãi bỏ",
    ]
    rng.shuffle(parts)
    draft.sentence = (
        f"{opening(rng, when, who)} ban hành {draft.says('announcement_decisions', count(rng, 10, 90))} "
        f"quyết định công bố {draft.says('procedures_announced', count(rng, 100, 900))} TTHC, "
        f"trong đó: {', '.join(parts)}."
    )
    return draft


def approved_and_done(rng: Random) -> Draft:
    """An approved plan beside what was carried out."""
    day = times.as_of(rng)
    who = owners.ministry(rng, day.last_day)
    draft = Draft("procedures", who.level, who.code, day.label)
    whole = rng.randint(200, 900)
    part = rng.randint(20, whole - 1)
    share = Figure(round(100 * part / whole, 1), f"{100 * part / whole:.1f}".replace(".", ",") + "%")
    done = draft.says("procedures_simplified", Figure(part, grouped(part)))
    draft.sentence = (
        f"{upper(day.text)}, Thủ tướng Chính phủ đã phê duyệt phương án cắt giảm, đơn giản hóa "
        f"{draft.says('procedures_simplification_approved', count(rng, 20, 900))} thủ tục hành chính "
        f"của {who.text}; {who.text} đã thực thi cắt giảm, đơn giản hóa {done}/{whole} thủ tục hành chính, "
        f"đạt {draft.says('procedures_simplified_rate', share)}."
    )
    return draft


def services(rng: Random) -> Draft:
    """Services offered online, in full and in part."""
    day = times.as_of(rng)
    who = rng.choice((owners.province, owners.ministry))(rng, day.last_day)
    draft = Draft("online", who.level, who.code, day.label)
    full = (
        f"{draft.says('full_online_procedures', count(rng, 100, 1_500))} dịch vụ công trực tuyến toàn trình"
    )
    part = f"{draft.says('partial_online_procedures', count(rng, 100, 900))} dịch vụ công trực tuyến một phần"
    parts = [full, part]
    rng.shuffle(parts)
    draft.sentence = (
        f"{upper(day.text)}, {who.text} đã cung cấp "
        f"{draft.says('online_procedures', count(rng, 300, 2_200))} dịch vụ công trực tuyến, "
        f"gồm {' và '.join(parts)}."
    )
    return draft


def petitions(rng: Random) -> Draft:
    """Petitions received and settled."""
    when = times.period(rng)
    who = owners.owner(rng, when.last_day)
    draft = Draft("satisfaction", who.level, who.code, when.label)
    draft.sentence = (
        f"{opening(rng, when, who)} tiếp nhận {draft.says('petitions_received', count(rng, 100, 4_000))} "
        "phản ánh, kiến nghị về quy định hành chính, đã xử lý "
        f"{draft.says('petitions_settled', count(rng, 50, 3_000))} phản ánh, kiến nghị."
    )
    return draft
