"""Columns of forms as they are really headed, and what makes a signature file wrong."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from orchestration.reports.forms.returns.folding import Phrase, fold
from orchestration.reports.forms.returns.matching import best_match, match
from orchestration.reports.forms.returns.signature import Signature, load_signatures
from orchestration.reports.forms.returns.words import row_words

FORMS = {signature.form: signature for signature in load_signatures()}


def chains(*headers: str) -> list[tuple[str, ...]]:
    return [tuple(header.split(" > ")) for header in headers]


def codes(form: str, *headers: str) -> list[str | None]:
    """The code or label that each column gets."""
    found = match(chains(*headers), FORMS[form])
    by_place: dict[int, str] = {at: code for code, at in found.measures.items()}
    by_place |= {at: role for role, at in found.labels.items()}
    return [by_place.get(at) for at in range(len(headers))]


def test_richer_layout_of_2025() -> None:
    received = "Số hồ sơ tiếp nhận > "
    late = "Quá hạn (đã có thư xin lỗi)", "Quá hạn (chưa có thư xin lỗi)"
    assert codes(
        "form_06",
        "Đơn vị giải quyết TTHC",
        f"{received}Tổng số",
        f"{received}Tiếp nhận trực tiếp",
        f"{received}Tiếp nhận trực tuyến toàn trình",
        f"{received}Tiếp nhận trực tuyến một phần",
        f"{received}Tiếp nhận phi địa giới",
        f"{received}Kỳ trước chuyển qua",
        f"{received}Bưu chính / BCCI",
        "Số hồ sơ đã giải quyết > Đúng và trước hạn",
        f"Số hồ sơ đã giải quyết > {late[0]}",
        f"Số hồ sơ đang giải quyết > {late[1]}",
        "Hồ sơ TT chờ tiếp nhận > Quá hạn",
        "Hồ sơ không được tiếp nhận",
        "Hồ sơ rút",
        "Thanh toán > Trực tuyến",
    ) == [
        "agency",
        "dossiers_received",
        "dossiers_received_in_person",
        "dossiers_received_full_online",
        "dossiers_received_partial_online",
        "dossiers_received_location_independent",
        "dossiers_carried_over",
        "dossiers_received_by_post",
        "dossiers_settled_in_time",
        "dossiers_settled_overdue_apologised",
        "dossiers_pending_overdue_unapologised",
        "dossiers_awaiting_intake_overdue",
        "dossiers_refused_at_intake",
        "dossiers_withdrawn",
        "online_payments",
    ]


def test_on_time_without_a_column_of_early_ones_means_both() -> None:
    settled = "Hồ sơ đã giải quyết > "
    assert codes("form_06", f"{settled}Đúng hạn", f"{settled}Quá hạn")[0] == "dossiers_settled_in_time"
    assert codes("form_06", f"{settled}Đúng hạn", f"{settled}Trước hạn")[0] == "dossiers_settled_on_time"


def test_a_lone_total_takes_its_meaning_from_the_columns_beside_it() -> None:
    assert codes("form_06", "Tổng", "Tiếp nhận", "Kỳ trước chuyển qua") == [
        "dossiers_received",
        "dossiers_received_new",
        "dossiers_carried_over",
    ]
    assert codes("form_06", "Tiếp nhận", "Kỳ trước chuyển qua")[0] == "dossiers_received"


@pytest.mark.parametrize("header", ["Đã giải quyết > % đúng hạn", "Tỉ lệ đúng hạn", "Đã giải quyết > Tỷ lệ"])
def test_a_rate_is_no_count(header: str) -> None:
    assert codes("form_06", header) == [None]


def test_07b_tells_levels_apart_by_the_group_over_them() -> None:
    one_stop, issued = (
        "TTHC được thực hiện theo CCMC, MCLT",
        "Quy trình nội bộ giải quyết TTHC theo CCMC, MCLT được ban hành",
    )
    assert codes(
        "form_II_07b",
        "Tổng số TTHC thuộc thẩm quyền giải quyết của địa phương > Tổng số TTHC",
        "Tổng số TTHC thuộc thẩm quyền giải quyết của địa phương > Cấp xã",
        f"{one_stop} > Tại BPMC cấp tỉnh",
        f"{issued} > Tổng số quy trình",
        f"{issued} > Cấp huyện",
    ) == [
        "procedures_in_force",
        "procedures_in_force_commune_level",
        "procedures_one_stop_province_level",
        "internal_processes_issued",
        "internal_processes_issued_district_level",
    ]


def test_two_columns_for_one_code_are_ambiguous() -> None:
    found = match(chains("Đã giải quyết > Quá hạn", "Đã giải quyết > Trễ hạn"), FORMS["form_06"])
    assert found.ambiguous == {"dossiers_settled_overdue": (0, 1)}


def test_a_ranking_table_is_no_form() -> None:
    assert best_match(chains("STT", "Địa phương", "Điểm", "Xếp hạng"), load_signatures()) is None


def test_headers_without_diacritics_are_known() -> None:
    assert codes("form_06", "Da giai quyet > Qua han", "So ho so tiep nhan") == [
        "dossiers_settled_overdue",
        "dossiers_received",
    ]


def test_folding() -> None:
    assert fold("Tỉ lệ HS đúng & trước hạn (%)") == "tỷ lệ hồ sơ đúng trước hạn tỷ lệ"
    assert Phrase.of("số").removed_from("số hồ sơ") == "hồ sơ"


def test_a_slip_in_a_signature_is_an_error() -> None:
    with pytest.raises(ValueError, match="và"):
        Phrase.of("đúng và trước hạn")
    column = {"code": "dossiers_settled", "headers": [{"group": "nobody", "leaf": [""]}]}
    told = {"form": "x", "contract": "c", "unit": "dossier", "labels": {}, "columns": [column]}
    with pytest.raises(ValidationError, match="no group is called"):
        Signature.model_validate({**told, "required": [["dossiers_settled"]]})
    with pytest.raises(ValidationError, match="no column has the code"):
        Signature.model_validate({**told, "required": [["dossiers_pending"]]})


@pytest.mark.parametrize("read", ["Quáhạn", "Quà hạn", "qua han", "QUÁHẠN"])
def test_marks_and_blanks_that_recognition_loses_do_not_hide_a_header(read: str) -> None:
    assert Phrase.of("quá hạn").matches(fold(read))


@pytest.mark.parametrize(
    ("label", "is_total"),
    [("Tống cộng", True), ("Tồng số", True), ("Tông công", True), ("Công chứng", False), ("Công", False)],
)
def test_a_total_is_known_with_other_tones_and_a_field_is_no_total(label: str, *, is_total: bool) -> None:
    assert any(phrase.is_nearly_all_of(fold(label)) for phrase in row_words().total) is is_total
