"""Figures about procedures that stand where a measure is read, yet count something else.

Belongs here: the words right around one bound figure that say so. Does not belong here: what the figure
measures (`binding`), or means and indices (`details`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from orchestration.reports.narrative.frames import Bound

_CHANGES = frozenset(
    {"procedures_new", "procedures_amended", "procedures_abolished", "procedures_simplified"}
    | {"business_conditions_cut", "business_regulations_simplified"}
)
_DEEDS = _CHANGES | {"procedures_decentralised", "procedures_reviewed", "procedures_announced"}
# "còn 181 thủ tục chưa được phân cấp": what is still to be done.
_TO_DO = re.compile(
    r" ?(?:thủ tục hành chính|thủ tục|tthc|điều kiện kinh doanh|điều kiện|quy định)?"
    r" (?:còn |vẫn )?chưa(?: được)?(?: (?:thực hiện|hoàn thành))?"
    r" (?:việc )?(?:phân cấp|phân quyền|cắt giảm|đơn giản|bãi bỏ|rà soát|công bố|công khai|thực thi)"
)
_OF_DOSSIERS = ("dossiers_", "on_time_rate", "overdue_rate", "settlement_rate", "online_submission_rate")
_KEPT = re.compile(
    r" ?(?:(?:thủ tục hành chính|thủ tục|tthc|điều kiện kinh doanh|điều kiện|quy định) )?"
    r"(?:(?:được|đề nghị|tiếp tục|vẫn) )*giữ nguyên\b"
)
_KEPT_BEFORE = re.compile(r"\bgiữ nguyên(?: \w+)? ?$")
# "gộp 18 thủ tục thành 4": neither the merged ones nor what became of them were cut.
_MERGED = re.compile(
    r"\b(?:gộp|ghép|hợp nhất|lồng ghép|nhập)(?: (?:chung|lại|từ|các|hơn|khoảng)){0,2} ?$"
    r"|\b(?:gộp|ghép|hợp nhất|lồng ghép|nhập)\b[^;:()]{1,60}\bthành(?: chỉ)?(?: còn)? ?$"
)
_EXTREME = re.compile(
    r"(?:thủ tục hành chính|thủ tục|tthc)(?: được)?(?: có mức)? (?:cắt )?giảm(?: thời gian)?"
    r" (?:thấp|cao|nhiều|ít) nhất(?: là| đạt| tới| lên tới| được)+ ?$"
)
_LISTED = re.compile(r"\bdanh mục\b[^.;,\d]{0,60}\b(?:gồm|có)(?: tổng số)? ?$")
_ONE_FIELD = re.compile(r" ?(?:thủ tục hành chính|tthc|thủ tục)[^.;,\d]{0,30}\blĩnh vực\b")
_IN_FIELD = re.compile(
    r"(?:thủ tục hành chính|tthc|thủ tục|hành chính công|dịch vụ công)(?: (?:thuộc|trong|ở|về|của))?"
    r" lĩnh vực (?!cải cách|cchc|hành chính"
    r"|thủ tục|tthc|kiểm soát|dịch vụ công|này|công an|quản lý của|của)[^;:()\d]{2,50}$"
)
# "Đối với lĩnh vực thủy lợi, bộ đã tiếp nhận 164 hồ sơ": the dossiers of one field, or of certifying copies.
_FIELD_TOPIC = re.compile(
    r"\W*(?:riêng|đối với|trong|ở|về|với|tại)(?: riêng)? (?:các )?lĩnh vực (?!cải cách|cchc|hành chính"
    r"|thủ tục|tthc|kiểm soát|dịch vụ công|chuyển đổi số|công nghệ thông tin|một cửa|quản lý"
    r"|tiếp nhận|giải quyết|này)"
    r"[^,:]{3,60}[,:]"
    r"|\W*(?:riêng|đối với|về)(?: kết quả)?(?: thực hiện| triển khai)?(?: việc| dịch vụ)? chứng thực\b"
    r"[^,:]{0,120}[,:]"
)


_NOT_DONE = re.compile(
    r" ?(?:thủ tục hành chính|thủ tục|tthc|điều kiện kinh doanh|điều kiện|quy định)?"
    r"(?: (?:nội bộ|này|còn lại|vẫn|còn|thuộc [^,;.()\d]{2,40}))* chưa (?:được |có |hoàn thành |thực thi )*"
    r"(?:cắt|đơn giản|bãi|phân cấp|phân quyền|công bố|rà soát|sửa đổi|thực thi|thực hiện|ban hành)"
)
_ONE_APPLICANT = re.compile(r"\b(?:phải|cần|chỉ cần|chuẩn bị) nộp(?: đủ| thêm| ít nhất| từ)? ?$")
_FEW = 20
_LOOKED_AT = re.compile(
    r"\b(?:kiểm tra|thanh tra|phúc tra|ngẫu nhiên|chọn mẫu)\b[^.;]{0,60}?\d[\d.]* (?:bộ )?hồ sơ\b"
)
"""Dossiers that somebody checked: those found among them are not all there are."""
_OF_SCHOOLS = re.compile(r"\b(?:kỳ thi|thí sinh|tuyển sinh|nhập học|tốt nghiệp|nguyện vọng|học bạ)\b")
_SATISFIED_WITH = re.compile(
    r"[^,;.\d]{0,90}\bhài lòng (?:với|về|đối với) (?:thái độ|chuyển đổi số|thủ tục (?!hành chính)"
    r"|cơ sở vật chất|hạ tầng|cuộc sống|thu nhập|môi trường|giao thông|điện|nước"
    r"|dịch vụ (?!công|hành chính)|kết quả xây dựng|chương trình|an ninh)"
)


def _is_of_some(folded: str, item: Bound) -> bool:
    """Whether dossiers are one applicant's, a sample's or a school's."""
    start = item.number.start
    is_few = item.number.unit == "plain" and item.number.value < _FEW
    if is_few and _ONE_APPLICANT.search(folded, max(0, start - 40), start):
        return True
    return bool(_LOOKED_AT.search(folded, 0, start) or _OF_SCHOOLS.search(folded))


def counts_something_else(folded: str, item: Bound) -> bool:
    """Whether a figure tells what is kept as it is, one procedure's share, or the list of one field."""
    start, end = item.number.start, item.number.end
    is_of_dossiers = item.indicator.startswith(_OF_DOSSIERS)
    if is_of_dossiers and (_FIELD_TOPIC.match(folded, 0, start) or _is_of_some(folded, item)):
        return True
    if item.indicator == "satisfaction_rate" and _SATISFIED_WITH.match(folded, end):
        return True
    if item.indicator.startswith(("procedures_", "business_")) and _NOT_DONE.match(folded, end):
        return True
    before = folded[max(0, start - 120) : start]
    if item.indicator.startswith((*_OF_DOSSIERS, "satisfaction_rate")) and _IN_FIELD.search(before):
        return True
    if item.number.unit == "plain" and before.endswith("thứ "):
        return True
    if _KEPT_BEFORE.search(before) and item.indicator.startswith(("procedures_", "business_")):
        return True
    if _is_undone(folded, item, before):
        return True
    if item.indicator in _CHANGES:
        return _KEPT.match(folded, end) is not None
    if item.indicator == "procedures_simplified_rate":
        return _EXTREME.search(before) is not None
    is_listed = item.indicator == "procedures_in_force" and _LISTED.search(before) is not None
    return is_listed and _ONE_FIELD.match(folded, end) is not None


def _is_undone(folded: str, item: Bound, before: str) -> bool:
    """Whether procedures are still to be worked on, or were merged."""
    if item.indicator in _DEEDS and _TO_DO.match(folded, item.number.end):
        return True
    return item.number.unit == "plain" and _MERGED.search(before) is not None
