"""Rows that share a key."""

from contract_rows import codes, enforced, entry, observation

from data_contracts.reasons import ReasonCode


def test_rows_that_disagree_are_all_refused_and_name_each_other() -> None:
    rows = [entry(1), entry(2, score=80.0), entry(3, agency_code="province:da-nang")]
    result = enforced("ranking_entries", rows)
    assert result.accepted["location"].to_list() == [rows[2]["location"]]
    (first,), (second,) = result.reasons
    assert first.code == second.code == ReasonCode.DUPLICATE_KEY
    assert (first.location, second.location) == (rows[0]["location"], rows[1]["location"])
    assert rows[1]["location"] in first.found
    assert rows[0]["location"] in second.found
    assert "differing in score" in first.found
    assert "agency_code province:hai-phong" in first.found


def test_a_row_printed_twice_is_kept_once() -> None:
    rows = [entry(1), entry(2), entry(3)]
    result = enforced("ranking_entries", rows)
    assert result.accepted["location"].to_list() == [rows[0]["location"]]
    for (reason,) in result.reasons:
        assert reason.code == ReasonCode.DUPLICATE_KEY
        assert reason.found.startswith("the same row again")
        assert rows[0]["location"] in reason.found


def test_a_third_row_that_disagrees_takes_all_with_it() -> None:
    result = enforced("ranking_entries", [entry(1), entry(2), entry(3, rank=2)])
    assert result.accepted.height == 0
    assert codes(result) == [[ReasonCode.DUPLICATE_KEY]] * 3


def test_an_incomplete_key_is_missing_and_not_double() -> None:
    result = enforced("ranking_entries", [entry(1, agency_code=None), entry(2, agency_code=None, rank=2)])
    assert codes(result) == [[ReasonCode.UNKNOWN_AGENCY]] * 2


def test_another_report_component_or_statistic_is_another_key() -> None:
    rows = [
        entry(1),
        entry(2, report_id="f" * 16),
        entry(3, component="tai-chinh-cong"),
        entry(4, statistic="mean"),
        entry(5, edition="2024"),
    ]
    assert enforced("ranking_entries", rows).accepted.height == len(rows)


def test_an_id_given_twice_is_refused() -> None:
    result = enforced("observations", [observation(1), observation(1, value=12.0, location="paragraph 9")])
    assert codes(result) == [[ReasonCode.DUPLICATE_KEY]] * 2
    assert "paragraph 9" in result.reasons[0][0].found
