"""Rows are split, every reason is given, and nothing switches a contract off."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import polars as pl
import pytest
from contract_rows import REFERENCES, codes, dossier_row, enforced, entry, observation

from data_contracts.enforcement import enforce
from data_contracts.frames import empty_frame, frame_from_records
from data_contracts.model import load_table
from data_contracts.reasons import Reason, ReasonCode
from data_contracts.references import References


def test_good_rows_pass_unchanged() -> None:
    result = enforced("ranking_entries", [entry(1), entry(2, agency_code="province:da-nang", rank=2)])
    assert result.accepted["entry_id"].to_list() == [entry(1)["entry_id"], entry(2)["entry_id"]]
    assert result.accepted.columns == list(load_table("ranking_entries").column_names)
    assert result.rejected.height == 0
    assert "reasons" in result.rejected.columns


def test_no_rows_give_no_rows() -> None:
    table = load_table("observations")
    result = enforce(empty_frame(table), table, REFERENCES)
    assert (result.accepted.height, result.rejected.height, result.reasons) == (0, 0, [])


def test_a_score_of_104_percent_is_out_of_range_at_its_cell() -> None:
    result = enforced("ranking_entries", [entry(4, score=104.0, score_text="104")])
    ((reason,),) = result.reasons
    assert reason.code == ReasonCode.OUT_OF_RANGE
    assert reason.field == "score"
    assert reason.location == 'sheet "PAR INDEX 2023", cell C4'
    assert reason.found == "score 104, score_max 100"
    assert "ask the publisher for a corrected table" in reason.advice
    assert reason.message == (
        'sheet "PAR INDEX 2023", cell C4: score: expected score at most score_max, found score 104, '
        f"score_max 100. {reason.advice} [out_of_range]"
    )


def test_an_unknown_province_is_told_by_its_printed_name() -> None:
    result = enforced("ranking_entries", [entry(3, agency_code=None, agency_name="Tỉnh Xuân Lộc")])
    ((reason,),) = result.reasons
    assert (reason.code, reason.field) == (ReasonCode.UNKNOWN_AGENCY, "agency_name")
    assert reason.found == "“Tỉnh Xuân Lộc”"
    assert "aliases" in reason.advice


def test_a_missing_agency_without_a_printed_name_is_a_missing_value() -> None:
    result = enforced("observations", [observation(1, agency_code=None)])
    ((reason,),) = result.reasons
    assert (reason.code, reason.field, reason.found) == (ReasonCode.MISSING_VALUE, "agency_code", "nothing")


def test_an_undated_row_has_one_reason() -> None:
    undated = dict.fromkeys(("edition", "period_start", "period_end"))
    ((reason,),) = enforced("ranking_entries", [entry(1, **undated)]).reasons
    assert (reason.code, reason.field) == (ReasonCode.MISSING_VALUE, "edition")
    table = load_table("ranking_entries")
    told = Reason(ReasonCode.UNKNOWN_PERIOD, "edition", "a data year", "a table without one", "State it.")
    frame = frame_from_records([entry(1, **undated)], table).frame
    assert enforce(frame, table, REFERENCES, {0: (told,)}).reasons == [(told,)]


def test_an_edition_without_a_period_is_told_once() -> None:
    row = entry(1, edition="2023", period_start=None, period_end=None)
    ((reason,),) = enforced("ranking_entries", [row]).reasons
    assert (reason.code, reason.field) == (ReasonCode.UNKNOWN_PERIOD, "edition")
    assert reason.found == "“2023”"


def test_a_row_gets_every_reason() -> None:
    row = observation(
        5,
        indicator_code="unheard_of",
        kind="hoped",
        value=140.0,
        confidence=1.5,
        evidence=None,
        observation_id="not hexadecimal",
        period_start=date(2024, 1, 1),
    )
    ((*reasons,),) = enforced("observations", [row]).reasons
    assert {(reason.code, reason.field) for reason in reasons} == {
        (ReasonCode.UNKNOWN_REFERENCE, "indicator_code"),
        (ReasonCode.NOT_IN_LIST, "kind"),
        (ReasonCode.OUT_OF_RANGE, "value"),
        (ReasonCode.OUT_OF_RANGE, "confidence"),
        (ReasonCode.MISSING_VALUE, "evidence"),
        (ReasonCode.BAD_PATTERN, "observation_id"),
        (ReasonCode.BROKEN_RULE, "period_start"),
    }
    for reason in reasons:
        assert reason.location == "paragraph 5"
        assert reason.expected
        assert reason.found
        assert reason.advice.endswith(".")


def test_one_bad_row_does_not_take_the_others_with_it() -> None:
    result = enforced("observations", [observation(1), observation(2, kind="hoped"), observation(3)])
    assert result.accepted["location"].to_list() == ["paragraph 1", "paragraph 3"]
    assert result.rejected["location"].to_list() == ["paragraph 2"]


def test_an_undated_value_is_refused_and_a_dated_one_is_not() -> None:
    undated = observation(1, period_start=None, period_end=None)
    as_of = undated | {"observation_id": f"{2:016x}", "as_of": date(2024, 6, 30)}
    result = enforced("observations", [undated, as_of])
    assert codes(result) == [[ReasonCode.BROKEN_RULE]]
    assert result.accepted["as_of"].to_list() == [date(2024, 6, 30)]


@pytest.mark.parametrize(
    ("unit", "value", "rank_of", "refused"),
    [
        ("percent", 100.0, None, False),
        ("percent", 100.5, None, True),
        ("percent", -0.1, None, True),
        ("percentage_point", -2.5, None, False),
        ("dossier", 1_488_000.0, None, False),
        ("rank", 46.0, 132, False),
        ("rank", 133.0, 132, True),
        ("rank", 0.0, None, True),
        ("rank", 106.0, None, False),
    ],
)
def test_a_comparison_holds_only_where_it_is_meant(
    unit: str, value: float, rank_of: int | None, *, refused: bool
) -> None:
    result = enforced("observations", [observation(1, unit=unit, value=value, rank_of=rank_of)])
    assert codes(result) == ([[ReasonCode.OUT_OF_RANGE]] if refused else [])


@pytest.mark.parametrize("growth", [269.0, -12.0])
def test_a_change_in_percent_may_pass_100_and_fall_below_0(growth: float) -> None:
    row = observation(1, unit="percent", value=growth)
    assert codes(enforced("observations", [row])) == [[ReasonCode.OUT_OF_RANGE]]
    assert codes(enforced("observations", [row | {"kind": "comparison"}])) == []


def test_foreign_keys_know_put_together_and_open_codes() -> None:
    known = ["national", "ministries", "provinces", "provinces/communes", "province:da-nang/districts"]
    known += ["province:da-nang-2025", "commune:00004", "agency:cuc-thue", "ministry:btp"]
    unknown = ["province:nowhere", "commune:4", "agency:Cục Thuế", "agency:", "da-nang"]
    rows = [observation(number, agency_code=code) for number, code in enumerate([*known, *unknown])]
    result = enforced("observations", rows)
    assert result.accepted["agency_code"].to_list() == known
    assert codes(result) == [[ReasonCode.UNKNOWN_REFERENCE]] * len(unknown)


def test_form_sums_that_do_not_agree_are_kept_with_their_residual() -> None:
    result = enforced(
        "dossier_returns",
        [
            dossier_row(1),
            dossier_row(2, dossiers_pending=4, dossiers_received=103),
            dossier_row(3, dossiers_settled_early=None),
        ],
    )
    assert result.rejected.height == 0
    agreed, differing, incomplete = result.accepted["residuals"]
    assert agreed is None
    assert incomplete is None
    assert json.loads(differing) == {
        "received_by_source": 3,
        "pending_by_punctuality": -6,
        "received_settled_or_pending": 9,
    }
    assert result.accepted["dossiers_received"].to_list() == [100, 103, 100]


def test_a_comparison_that_warns_stores_by_how_much() -> None:
    row = {key: value for key, value in dossier_row(1).items() if not key.startswith("dossiers_")}
    row |= {"form": "form_II_07b", "procedures_in_force": 1_900, "procedures_one_stop": 1_905}
    result = enforced("procedure_returns", [row])
    assert json.loads(result.accepted["residuals"][0]) == {"one_stop_within_in_force": 5}


def synthetic(tmp_path: Path, rules: str) -> tuple[Path, References]:
    (tmp_path / "landing").mkdir()
    field = "{type: double, description: {en: A number., vi: Một số.}}"
    fields = "".join(f"{name}: {field}\n" for name in ("total", "a", "b"))
    (tmp_path / "fields.yml").write_text(fields, encoding="utf-8")
    (tmp_path / "landing" / "sums.yml").write_text(
        "name: sums\nlayer: landing\nkey: [total]\n"
        "grain: {en: One., vi: Một.}\ndescription: {en: Sums., vi: Tổng.}\n"
        f"fields: [{{name: total}}, {{name: a}}, {{name: b}}]\n{rules}",
        encoding="utf-8",
    )
    return tmp_path, References({})


def test_a_sum_of_severity_error_refuses_the_row(tmp_path: Path) -> None:
    folder, references = synthetic(
        tmp_path, "identities: [{name: adds_up, total: total, parts: [a, b], severity: error}]"
    )
    table = load_table("sums", folder)
    frame = pl.DataFrame({"total": [0.3, 0.4, 9.0], "a": [0.1, 0.1, 1.0], "b": [0.2, 0.2, None]})
    result = enforce(frame, table, references)
    assert result.accepted["total"].to_list() == [0.3, 9.0]
    ((reason,),) = result.reasons
    assert (reason.code, reason.field) == (ReasonCode.BROKEN_RULE, "total")
    assert reason.expected == "total = a + b (rule adds_up)"
    assert reason.found == "total 0.4, a 0.1, b 0.2"


def test_numbers_that_are_none_are_refused(tmp_path: Path) -> None:
    folder, references = synthetic(tmp_path, "")
    table = load_table("sums", folder)
    frame = pl.DataFrame(
        {"total": [1.0, 2.0, 3.0], "a": [float("nan"), float("inf"), 0.0], "b": [0.0, 0.0, 0.0]}
    )
    result = enforce(frame, table, references)
    assert result.accepted["total"].to_list() == [3.0]
    assert codes(result) == [[ReasonCode.WRONG_TYPE], [ReasonCode.WRONG_TYPE]]
    assert [reason.found for (reason,) in result.reasons] == ["nan", "inf"]


def test_what_the_reader_found_is_merged_and_not_repeated() -> None:
    table = load_table("ranking_entries")
    unread = Reason(
        ReasonCode.UNREADABLE_NUMBER, "score", "a number", "“8l,2”", "Correct the figure.", "cell C1"
    )
    unnamed = Reason(
        ReasonCode.UNKNOWN_AGENCY, "agency_name", "a province", "“Xuân Lộc”", "Name it.", "cell B2"
    )
    frame, _ = frame_from_records(
        [entry(1, score=None, rank=None, confidence=2.0), entry(2, agency_code=None, agency_name="Xuân Lộc")],
        table,
    )
    result = enforce(frame, table, REFERENCES, {0: (unread,), 1: (unnamed,)})
    first, second = result.reasons
    assert [reason.code for reason in first] == [ReasonCode.UNREADABLE_NUMBER, ReasonCode.OUT_OF_RANGE]
    assert first[0] == unread
    assert second == (unnamed,)


def test_a_reader_issue_alone_refuses_a_row() -> None:
    table = load_table("observations")
    frame, _ = frame_from_records([observation(1), observation(2)], table)
    issue = Reason(ReasonCode.UNKNOWN_PERIOD, "period_end", "a period", "“kỳ này”", "Name it.", "paragraph 2")
    result = enforce(frame, table, REFERENCES, {1: (issue,), 0: ()})
    assert result.accepted.height == 1
    assert result.reasons == [(issue,)]


def test_a_reader_issue_about_no_field_hides_nothing() -> None:
    table = load_table("observations")
    frame, _ = frame_from_records([observation(1, evidence=None)], table)
    issue = Reason(ReasonCode.BROKEN_RULE, None, "a sentence", "a heading", "Look at it.", "paragraph 1")
    result = enforce(frame, table, REFERENCES, {0: (issue,)})
    assert codes(result) == [[ReasonCode.BROKEN_RULE, ReasonCode.MISSING_VALUE]]


def test_a_value_of_another_type_is_a_reason_and_no_crash() -> None:
    result = enforced("ranking_entries", [entry(7, rank="first", score=True, source_url=5)])
    ((*reasons,),) = result.reasons
    assert {(reason.code, reason.field, reason.location) for reason in reasons} == {
        (ReasonCode.WRONG_TYPE, field, 'sheet "PAR INDEX 2023", cell C7')
        for field in ("rank", "score", "source_url")
    }


def test_values_are_typed_without_loss() -> None:
    table = load_table("reports")
    hanoi = timezone(timedelta(hours=7))
    row = {
        "report_id": "0123456789abcdef",
        "size_bytes": 12.0,
        "received_at": datetime(2025, 1, 1, 2, 0, tzinfo=hanoi),
        "revision": 1,
    }
    frame, issues = frame_from_records([row, {"received_at": datetime(2025, 1, 1, tzinfo=UTC)}], table)
    assert issues == {}
    assert frame["size_bytes"].to_list() == [12, None]
    assert frame["received_at"].to_list() == [datetime(2024, 12, 31, 19, 0), datetime(2025, 1, 1)]  # noqa: DTZ001


@pytest.mark.parametrize(
    ("field", "value"),
    [("size_bytes", 1.5), ("size_bytes", 2**63), ("size_bytes", True), ("received_at", date(2025, 1, 1))],
)
def test_a_value_that_would_lose_something_is_refused(field: str, value: object) -> None:
    frame, issues = frame_from_records([{field: value}], load_table("reports"))
    assert frame[field].to_list() == [None]
    assert [(reason.code, reason.field) for reason in issues[0]] == [(ReasonCode.WRONG_TYPE, field)]


def test_a_field_that_the_contract_does_not_know_is_a_bug() -> None:
    with pytest.raises(ValueError, match=r"contract reports has no fields \['colour'\]"):
        frame_from_records([{"colour": "red"}], load_table("reports"))
