"""Spelling: what two spellings of one name may differ in, and what they may not."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.reports.catalogue.names import (
    fold_word,
    normalise_name,
    old_style,
    tokenise,
    without_diacritics,
)


@pytest.mark.parametrize(
    ("new", "old"),
    [("hoà", "hòa"), ("Hoá", "Hóa"), ("khoẻ", "khỏe"), ("thuỷ", "thủy"), ("HOÀ", "HÒA"), ("thuý", "thúy")],
)
def test_the_mark_of_an_open_syllable_moves_to_the_first_vowel(new: str, old: str) -> None:
    assert old_style(new) == old
    assert old_style(old) == old


@pytest.mark.parametrize("word", ["hoàn", "thuyền", "quý", "Quỳnh", "khuỷu", "toàn", "quả", "Huế", "Thuận"])
def test_closed_syllables_and_qu_keep_their_mark(word: str) -> None:
    assert old_style(word) == word


@pytest.mark.parametrize(
    "spelling",
    ["Đồng Nai", "Ðồng Nai", "ĐỒNG NAI", " Đồng  Nai ", "Đồng\u00a0Nai", "Đồng\u200b Nai", "Đồng-Nai"],
)
def test_spellings_of_one_name_have_one_key(spelling: str) -> None:
    assert normalise_name(spelling) == "đồng nai"


def test_tone_marks_and_letters_are_never_dropped() -> None:
    assert (
        len({normalise_name(name) for name in ("Hà Tĩnh", "Hà Tịnh", "Ha Tinh", "Đa Nang", "Da Nang")}) == 5
    )


def test_keyboard_spelling_also_replaces_the_letter_without_decomposition() -> None:
    assert without_diacritics("Đắk Nông, Thừa Thiên Huế") == "Dak Nong, Thua Thien Hue"


@given(st.text(max_size=40))
def test_a_key_is_its_own_key(name: str) -> None:
    assert normalise_name(normalise_name(name)) == normalise_name(name)


@given(st.text(max_size=40))
def test_a_key_does_not_depend_on_unicode_form(name: str) -> None:
    assert normalise_name(unicodedata.normalize("NFD", name)) == normalise_name(
        unicodedata.normalize("NFC", name)
    )


@given(st.text(alphabet="aáàoòủyêđĐBQ .,-–\u0300\u0309\u031b", max_size=40))
def test_tokens_point_into_the_text_as_given(text: str) -> None:
    tokens = tokenise(text)
    assert all(text[token.start : token.end] == token.text for token in tokens)
    assert all(first.end <= second.start for first, second in pairwise(tokens))
    assert all(token.key == "-" or token.key == fold_word(token.text) for token in tokens)
