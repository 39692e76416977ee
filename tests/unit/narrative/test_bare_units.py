"""Districts without their type word: where a sentence lists several, and not where one name stands alone."""

from __future__ import annotations

from datetime import date

from orchestration.reports.catalogue.agencies import AgencyDirectory
from orchestration.reports.narrative.bare_units import known_units, listed_units, units_after

ON = date(2022, 6, 1)
PLACE = AgencyDirectory.load().resolve("Bắc Giang", ON, "province")


def test_several_names_before_figures_are_units_of_the_province() -> None:
    text = "Trễ hạn nhiều là Yên Thế 21 hồ sơ, Lục Nam 12 hồ sơ."
    assert [unit.code for *_, unit in listed_units(text, PLACE, ON)] == ["district:215", "district:218"]
    assert listed_units("Trễ hạn nhiều là Yên Thế 21 hồ sơ.", PLACE, ON) == []
    assert listed_units(text, None, ON) == []


def test_a_list_begun_with_a_type_word_goes_on_without_it() -> None:
    text = "Huyện Yên Thế, Lục Nam và Hồng Ngọc đạt 90%."
    found = [text[start:end] for start, end, _ in units_after(text, [len("Huyện Yên Thế")], PLACE, ON)]
    assert found == ["Lục Nam"]


def test_a_known_name_inside_a_longer_name_is_another() -> None:
    unit = AgencyDirectory.load().resolve("Yên Thế", ON, "district")
    assert unit is not None
    text = "Ông Trần Yên Thế và Yên Thế Anh không phải Yên Thế."
    assert [start for start, *_ in known_units(text, {"Yên Thế": unit})] == [text.rindex("Yên Thế")]
