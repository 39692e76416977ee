"""Digits that are no figures: law numbers, dates, clock times, telephone numbers, ordinals, unit counts.

Belongs here: what a number must not be read from. Does not belong here: reading numbers (`numbers`) or the
meaning of dates (`periods`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from orchestration.reports.narrative.openings import DIGIT
from orchestration.reports.narrative.phrases import Phrases, words_of

_END = r"(?![.,]?\d|\s*%)"
"""After a number that is masked: it must not be the head of a longer number or of a percentage."""

_DAY_MONTH = r"(?:0?[1-9]|[12]\d|3[01])[/-](?:0?[1-9]|1[0-2])\b"

_LAW_CODE = (
    r"\d+[a-z]?(?:\.\d+)?(?:/\d{4})?[/-](?:nđ|nq|qđ|tt|ttlt|ct|cđ|cv|kh|bc|tb|ttr|hd|vbhn|kl|lđ|ubnd|hđnd|vpcp|bnv|qh\d+)"
    r"[\wà-ỹ&/.-]*"
)
_LAW_NAME = (
    r"\b(?:nghị quyết|nghị định|quyết định|chỉ thị|thông tư(?: liên tịch)?|công văn|công điện|đề án"
    r"|kết luận|luật"
    r"|nq|qđ|nđ|bộ chỉ số)(?: số)?:? \d+(?:/\d+)*" + _END
)
_NUMBERED = (
    r"\b(?:kế hoạch|thông báo|tờ trình|báo cáo|chương trình|hướng dẫn|văn bản|quy định|phụ lục|biểu|mẫu)"
    r"(?: mẫu)? số:? ?\d+[\w./-]*"
)
_PLACE_IN_TEXT = (
    r"\b(?:điều|khoản|(?<!danh )(?<!hạng )mục|tiểu mục|phụ lục|biểu|mẫu|chương|trang|bảng|hình"
    r"|(?<!một )phần|tập"
    r"|bài|câu|tầng|ngõ|quận|phường"
    r"|tổ|khu phố|thôn|ấp|quốc lộ|đường|phiên bản|iso|khu vực|vòng|giai đoạn|bước|đợt|khóa|lớp"
    r"|tuổi) \d{1,3}+(?::\d+)?" + _END
)
_DATES = (
    r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d{2}\b",
    r"\b(?:19|20)\d{2}-\d{2}-\d{2}\b",
    r"\b\d{1,2} tháng \d{1,2}(?: năm (?:19|20)\d{2})?\b",
    (
        r"\bngày \d{1,2}(?:[/.-]\d{1,2})?(?: ?(?:,|và|-|đến) ?\d{1,2}[/.-]\d{1,2}(?:[/.-](?:19|20)\d{2})?)?"
        r"(?![\d.,/]*\d)"
    ),
    r"\b(?:đến|từ|tới|hết|hôm|sáng|chiều|tối|trưa|trước|sau|nay|qua) \(?" + _DAY_MONTH + r"(?![/\d]|\s*%)",
    r"\(" + _DAY_MONTH + r"(?=\))",
    r"\btháng \d{1,2}(?: ?[/.-] ?(?:19|20)\d{2}\b)?+" + _END,
    r"\b\d{1,2} ?/ ?(?:19|20)\d{2}\b",
    r"\bquý (?:iv|i{1,3}|[1-4])\b(?: ?[/-] ?(?:19|20)\d{2})?",
    r"\b(?:năm|niên độ) (?:19|20)\d{2}(?: ?(?:-|,|và|đến) ?(?:năm )?(?:19|20)\d{2})*",
    r"\b(?:19|20)\d{2} ?- ?(?:19|20)\d{2}\b",
    (
        r"(?<!\d[.,])\b(?:19|20)\d{2}\b(?![.,]\d| ?%|/\d| ?(?:hồ sơ|thủ tục|tthc|lượt|phản ánh|quy định"
        r"|điều kiện|dịch vụ|văn bản))"
    ),
    r"\b\d{1,2} ?(?:h|g|giờ) ?\d{1,2}\b|\b\d{1,2} ?[hg]\b",
    (
        r"\b\d{1,3}(?:[.,]\d)? ?(?:ngày|giờ|phút|giây|tuần|tháng|năm(?! (?:19|20)\d{2}\b)|tuổi|quý"
        r"|buổi|đêm)\b(?: (?:đầu|cuối) năm)?"
    ),
    r"\b\d{1,2}:\d{2}\b",
)
_OTHERS = (
    r"\btỷ lệ(?: bản đồ)?:? 1 ?/ ?(?:200|500|[125]\.?000|10\.?000|25\.?000|50\.?000)\b",
    r"https?://\S+",
    r"(?<![\w.-])[\w.-]++@[\w.-]+",
    r"\[\d{1,3}\]",
    r"\b(?:tổng đài|đường dây nóng|hotline|đầu số)(?: hotline| điện thoại| số)*:? \d{3,4}\b(?![.,]\d)",
    r"(?<![\d.,])0\d{2,3}[ .]?\d{3}[ .]?\d{3,4}\b|\b1(?:800|900)[ .]?\d{3,4}\b|\+84[\d .]+",
    r"\b24/(?:24|7)\b|\b0?1 số\b",
    r"\b(?:chiếm|bằng)(?: khoảng| gần| hơn| tới)* [1-9]/(?:[2-9]|10)\b(?= (?:tổng|số|trong))",
    r"\b(?:(?:lần|phiên|phiên họp|kỳ họp|hội nghị|đại hội|khóa|đợt)(?: thứ)?|(?:năm|tháng|quý|kỳ|tuần"
    r"|ngày) thứ)"
    r" \d{1,2}+" + _END,
    r"\b(?:mức độ|mức|cấp độ|(?<!phân )(?<!cung )cấp|loại|nhóm|top|tốp|type|level) \d{1,2}+(?: ?(?:,"
    r"|và|-|/) ?(?:mức độ )?[1-4]\b(?![.,]\d| (?:dịch vụ|dvc|tthc|thủ tục|hồ sơ)))*+" + _END,
    r"\bcách mạng(?: công nghiệp)? 4\.0|\b4\.0\b(?! ?%)|\b[2-6]g\b|covid-19|sars-cov-2|\bf[0-2]\b",
    r"\bpm ?2[.,]5",
    r"\b[1-9] ?(?:cấp|cửa|tại chỗ|không|rõ|trong 1)\b(?! (?:tỉnh|huyện|xã|bộ|trung ương|sở))",
    r"(?:^|(?<=[;:.,] )|(?<=[;:]))\(?\d{1,2}\)(?= [^\d%])",
    r"^(?:[ivx]+|\d{1,2}(?:\.\d{1,2}){0,3})[.)](?= )",
    r"^\d{1,2}(?:\.\d{1,2}){1,3}(?= \D)",
)
_COUNT = r"\b(?:\d{1,2}(?:\.\d{3})?|\d{1,4})(?: ?/ ?(?:\d{1,2}\.\d{3}|\d{1,4}))? (?:trong (?:tổng )?số \d+ )?"
_UNIT_COUNT = _COUNT + (
    r"(?:tỉnh|thành phố|địa phương|(?<!\d\d\d )bộ(?! phận| chỉ số| hồ sơ| tthc| thủ tục)(?:, (?:cơ quan"
    r"|ngành)(?: ngang bộ)?)?|sở(?:,? (?:ban,? )?ngành)?"
    r"|ngành(?! nghề|,? nghề)|ubnd (?:cấp )?(?:tỉnh|huyện|xã)|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu"
    r"|cơ quan|đơn vị)\b"
    r"(?:(?:,| và|, và|/)? ?(?:ngành,? |các )*(?:địa phương|đơn vị|cơ quan)\b)*+"
)
_THING_COUNT = _COUNT + (
    r"(?:thành viên|trung tâm|bộ phận|lĩnh vực|ngân hàng|vùng|khu vực|trụ cột|nhóm|tiêu chí|chỉ số"
    r"|chỉ tiêu|nhiệm vụ"
    r"|nội dung|văn phòng|quốc gia|nền kinh tế|nước|cán bộ|công chức|doanh nghiệp|người|phiếu(?! phản ánh)|hộ"
    r"|(?<!\d\d\d )bộ hồ sơ|bản|điểm cầu)\b"
)

_KINDS = (
    ("law", Phrases([_LAW_CODE, _LAW_NAME, _NUMBERED])),
    ("place", Phrases([_PLACE_IN_TEXT])),
    ("other", Phrases(_OTHERS)),
    ("date", Phrases(_DATES)),
    ("units", Phrases([_UNIT_COUNT])),
    ("things", Phrases([_THING_COUNT])),
)
_WITHOUT_DIGITS = frozenset({"other", "date"})


@dataclass(frozen=True, slots=True)
class Mask:
    """A stretch of folded text whose digits are no figure.

    `kind` is law, place, other, date, units (of agencies) or things.
    """

    start: int
    end: int
    kind: str


def find_masks(folded: str) -> list[Mask]:
    """All stretches without figures, in order; where two overlap the earlier kind of the list wins.

    A rank such as "xếp thứ 9/63 tỉnh" stays readable: the count of units is masked from its own slash on only
    when no rank word stands before it.
    """
    found: list[Mask] = []
    has_digits = DIGIT in words_of(folded).places
    for kind, pattern in _KINDS:
        if not has_digits and kind not in _WITHOUT_DIGITS:
            continue
        for match in pattern.finditer(folded):
            before = folded[max(0, match.start() - 24) : match.start()]
            is_ranked = "/" not in match[0] and _RANKED_ALL.search(before)
            if kind in ("units", "things") and _RANK_BEFORE.search(before) and not is_ranked:
                continue
            if not any(match.start() < other.end and other.start < match.end() for other in found):
                found.append(Mask(match.start(), match.end(), kind))
    return sorted(found, key=lambda mask: mask.start)


_RANKED_ALL = re.compile(r"xếp hạng(?: các| cho| đối với)? ?$")
"""Before a count of units that are ranked: "xếp hạng 63 tỉnh" is no place."""
_RANK_BEFORE = re.compile(r"(?:thứ|hạng|vị trí|xếp|đứng|số)(?: hạng| bậc| là|:)? ?$")
