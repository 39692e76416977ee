"""Figures about procedures that count something else (`other_counts`)."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from orchestration.reports.narrative.other_counts import counts_something_else


def _item(indicator: str, folded: str, figure: str) -> Any:
    start = folded.index(figure)
    return SimpleNamespace(
        indicator=indicator,
        number=SimpleNamespace(start=start, end=start + len(figure), unit="plain", value=_value(figure)),
    )


def _value(figure: str) -> float:
    return float(figure.rstrip("%").replace(".", ""))


@pytest.mark.parametrize(
    ("indicator", "folded", "figure", "expected"),
    [
        ("procedures_abolished", "bãi bỏ 11 thủ tục; 23 thủ tục được giữ nguyên", "23", True),
        ("procedures_abolished", "bãi bỏ 11 thủ tục; 23 thủ tục được giữ nguyên", "11", False),
        ("procedures_simplified_rate", "tthc cắt giảm thấp nhất đạt 24%", "24%", True),
        ("procedures_simplified_rate", "cắt giảm ít nhất 30% tthc", "30%", False),
        ("business_conditions_cut", "đứng thứ 4 là đường bộ với mức cắt giảm 51%", "4", True),
        ("procedures_in_force", "danh mục kèm theo gồm 27 tthc lĩnh vực đất đai", "27", True),
        ("procedures_in_force", "danh mục kèm theo gồm 1.700 tthc thuộc 15 lĩnh vực", "1.700", False),
        ("dossiers_settled", "đối với lĩnh vực thủy lợi, bộ đã trả 90 hồ sơ", "90", True),
        ("dossiers_settled", "về chứng thực bản sao, tỉnh đã trả 75 hồ sơ", "75", True),
        ("dossiers_received", "người dân chỉ cần nộp 2 hồ sơ", "2", True),
        ("dossiers_received_online", "toàn tỉnh đã nộp 2 hồ sơ trực tuyến", "2", False),
        ("dossiers_settled_overdue", "kiểm tra 120 hồ sơ, có 15 hồ sơ trễ hạn", "15", True),
        ("dossiers_settled_overdue", "qua kiểm tra, có 1.215 hồ sơ trễ hạn", "1.215", False),
        ("procedures_decentralised", "còn 112 tthc chưa được phân cấp", "112", True),
        ("satisfaction_rate", "84% doanh nghiệp hài lòng với thái độ của nhân viên", "84%", True),
        ("satisfaction_rate", "84% doanh nghiệp hài lòng với việc giải quyết", "84%", False),
        ("dossiers_settled", "về lĩnh vực cải cách hành chính, bộ đã trả 81 hồ sơ", "81", False),
    ],
)
def test_words_around_a_figure_say_it_counts_something_else(
    indicator: str, folded: str, figure: str, expected: bool
) -> None:
    assert counts_something_else(folded, _item(indicator, folded, figure)) is expected
