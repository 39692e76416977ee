"""What the word "tỷ lệ" takes from the words ahead of it: a topic, a level of service, the whole measure.

Belongs here: "Về thanh toán trực tuyến, tỉnh đạt tỷ lệ 61%", "Số hóa kết quả: tỷ lệ thực hiện 97%". Not here:
which rate a percentage tells (`rates`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from orchestration.reports.narrative.measures import Cue
    from orchestration.reports.narrative.view import View

_LINK = re.compile(
    r"(?:trên tổng số (?:tthc|thủ tục hành chính|thủ tục|hồ sơ)(?: [^,;.\d]{0,30})?)? ?"
    r"(?:(?:tính )?(?:chung|bình quân|trung bình))?(?: ?(?:của|tại|ở))?(?: ?toàn)?"
    r"(?: ?(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|sở|bộ))?"
    r" *(?:(?:đã )?(?:đạt|chiếm|có)(?: được)?| ?:)?"
)
_WITH = re.compile(r"(?: |,|[^;:.()\d]{1,80}[ ,])với ?")
_AHEAD = re.compile(r"(?:đối với|với|riêng|về) [^,;:]{0,60}, ?$")
_TOPIC = re.compile(r"(?:^|[,;.] ?)(?:đối với|với|riêng|về) [^,;:]{5,90}, ?(?=[^,;:]*$)")


def named_before(view: View, local: list[Cue], head: int) -> list[Cue]:
    """The cues ahead of a head that belong to its rate.

    Level of service named ahead of a rate: "với dịch vụ toàn trình, tỷ lệ hồ sơ nộp trực tuyến …". A bare
    head takes all that is named: "Về cung cấp dịch vụ công toàn trình, Đà Nẵng đạt tỷ lệ 67%".
    """
    start = local[head].start
    is_bare = head + 1 == len(local)
    if is_bare and _is_linked(view, local, head):
        return local[:head]
    if is_bare and head and _WITH.fullmatch(view.folded, local[head - 1].end, start):
        return local[:head]
    topic = _TOPIC.search(view.folded, 0, start)
    if topic and is_bare and view.measures.is_linking(view.without_names(topic.end(), start)):
        return [cue for cue in local[:head] if topic.start() <= cue.start < topic.end()]
    if not _AHEAD.search(view.folded[max(0, start - 70) : start]):
        return []
    return [cue for cue in local[:head] if cue.features.get("channel") in ("full", "partial")][-1:]


def _is_linked(view: View, local: list[Cue], head: int) -> bool:
    """Whether "tỷ lệ" only links what was named to its figure: "hồ sơ trực tuyến đạt tỷ lệ 19%"."""
    said = view.measures.merge({}, local[:head], [])
    if head == 0 or ("noun" not in said and view.measures.match("rate", said, view.timings) is None):
        return False
    between = view.without_names(local[head - 1].end, local[head].start)
    return _LINK.fullmatch(between.strip()) is not None
