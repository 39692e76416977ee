"""Sentences without a figure of ours: what stands around figures in reports, and texts on other subjects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.corpus.variations import owners, times
from tests.corpus.variations.draft import Draft
from tests.corpus.variations.figures import count, percent

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

_NEUTRAL = (
    "Công tác tuyên truyền tiếp tục được đẩy mạnh.",
    "Việc này thực hiện theo Nghị định số 61/2018/NĐ-CP và Quyết định số 468/QĐ-TTg.",
    "Bộ phận Một cửa làm việc từ 7 giờ 30 đến 17 giờ.",
    "Người dân có thể gọi số 1900 1009 để được hướng dẫn.",
    "Nhiều mô hình hay đã được nhân rộng.",
    "Điều 12 và khoản 3 Điều 15 quy định rõ trách nhiệm của người đứng đầu.",
)


def neutral(rng: Random) -> str:
    """A sentence that may stand anywhere and changes nothing."""
    return rng.choice(_NEUTRAL)


def other_subject(rng: Random) -> Draft:
    """A text of which nothing is ours, near to ours in its words."""
    when = times.period(rng)
    name, _ = owners.provinces(rng, when.last_day, 1)[0]
    draft = Draft("other_subject", "province")
    n, m, p = count(rng, 100, 90_000).text, count(rng, 100, 9_000).text, percent(rng, 5, 99).text
    writers: tuple[Callable[[], str], ...] = (
        lambda: f"tỉnh {name} tiếp nhận {n} hồ sơ dự tuyển, trong đó {m} hồ sơ nộp trực tuyến, đạt {p}.",
        lambda: f"bệnh viện tỉnh {name} số hóa {n} hồ sơ bệnh án, {p} người bệnh hài lòng.",
        lambda: f"chủ đầu tư tại {name} nhận {m} hồ sơ dự thầu, tỷ lệ tiết kiệm {p}.",
        lambda: f"xuất khẩu của tỉnh {name} đạt {n} tấn, tăng {p} so với cùng kỳ, xếp thứ 5 cả nước.",
        lambda: f"ngành thuế tỉnh {name} thu {n} tỷ đồng, đạt {p} dự toán; {m} hồ sơ hoàn thuế được xử lý.",
        lambda: f"đội bóng {name} xếp thứ 3/14, giảm 2 bậc; lượng khán giả đạt {n} người, tăng {p}.",
        lambda: f"tỉnh {name} đón {n} lượt khách, tăng {p}; {m} cơ sở lưu trú đạt chuẩn.",
        lambda: f"Thái Lan cắt giảm {m} thủ tục hành chính, cung cấp {p} dịch vụ công trực tuyến.",
        lambda: f"tòa án tỉnh {name} giải quyết {m} vụ án hành chính, đạt {p}.",
        lambda: f"tỉnh {name} giải ngân {p} kế hoạch vốn, tinh giản {m} biên chế.",
    )
    text = f"{when.text[0].upper()}{when.text[1:]}, {rng.choice(writers)()}"
    if rng.random() < 0.5:
        text += " Công tác cải cách hành chính tiếp tục được quan tâm."
    draft.sentence = text
    return draft
