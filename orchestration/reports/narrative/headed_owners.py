"""Agencies that a line of their own heads: "1. Sở Xây dựng", "Kết quả tại cấp xã:", and the figures under it.

Belongs here: which lines are such a heading, and which end what stands under one. Not here: the context that
headings open (`headings`), or owners within a sentence (`owners`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from orchestration.reports.narrative.headings import is_heading, is_numbered

if TYPE_CHECKING:
    from orchestration.reports.document import Paragraph
    from orchestration.reports.narrative.sentences import Sentence
    from orchestration.reports.narrative.subject import Subject

_LONGEST = 90
_NOTHING_ELSE = re.compile(
    r"(?:\W|_|\b(?:\d{1,2}|[ivx]{1,4}|[a-zđ]|kết quả|tình hình|số liệu|công tác|việc|tiếp nhận|giải quyết"
    r"|xử lý|trả|thực hiện|thủ tục hành chính|tthc|hồ sơ|tại|ở|của|đối với|với|về|cấp|các|khối|ubnd"
    r"|như sau|cụ thể|và|riêng|bộ phận (?:một cửa|tiếp nhận và trả kết quả)"
    r"|trung tâm (?:phục vụ )?hành chính công)\b)*+"
)


def heads(sentence: Sentence, paragraph: Paragraph) -> Subject | None:
    """The one agency of whose name a heading consists, beside words that every such heading has."""
    if len(paragraph.text) > _LONGEST or not is_heading(paragraph):
        return None
    owners = [s for s in sentence.subjects if s.is_owner and s.kind == "agency" and s.code]
    if len(owners) != 1 or len(sentence.subjects) != 1:
        return None
    rest = sentence.folded[: owners[0].start] + " " + sentence.folded[owners[0].end :]
    return owners[0] if _NOTHING_ELSE.fullmatch(rest) else None


def ends_heading(paragraph: Paragraph) -> bool:
    """Whether a paragraph begins something else than what the agency's heading was about."""
    return paragraph.role == "heading" or (is_heading(paragraph) and is_numbered(paragraph.text))
