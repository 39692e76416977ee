"""Whether a province's name, in its place in a text, means the province.

Here: the words around a hit. Which words count is data (`agency_phrases.yml`). Not here: finding the hits
(`finder.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from orchestration.reports.catalogue import seeds
from orchestration.reports.catalogue.names import Token, fold_word

_REACH = 6  # words before a name in which the head of a longer name is looked for


def _fold(phrase: str) -> str:
    return " ".join(fold_word(word) for word in phrase.split())


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists of `agency_phrases.yml`, folded."""

    institution_heads: frozenset[str]
    place_heads: frozenset[str]
    not_heads: frozenset[str]
    clause_words: frozenset[str]
    lower_units: frozenset[str]
    city_words: frozenset[str]
    department_heads: frozenset[str]
    surnames: frozenset[str]
    capitalised_before: frozenset[str]
    common_words: frozenset[str]
    not_ministry_after: frozenset[str]
    result_verbs: frozenset[str]


@cache
def words() -> Words:
    """The lists, read once."""
    data = seeds.phrases()
    return Words(**{name: frozenset(map(_fold, data[name])) for name in Words.__dataclass_fields__})


def follows(tokens: list[Token], at: int, phrases: frozenset[str]) -> str | None:
    """The longest of `phrases` (one to three words) that ends just before token `at`, a dot or not."""
    end = at - 1 if at and tokens[at - 1].key == "." and at > 1 and len(tokens[at - 2].text) <= 2 else at
    if not end or tokens[end - 1].key not in _last_words(phrases):
        return None
    for size in (3, 2, 1):
        phrase = " ".join(token.key for token in tokens[max(0, end - size) : end])
        if end >= size and phrase in phrases:
            return phrase
    return None


@cache
def _last_words(phrases: frozenset[str]) -> frozenset[str]:
    return frozenset(phrase.rpartition(" ")[2] for phrase in phrases)


def _words_before(tokens: list[Token], at: int, stop: int) -> list[Token]:
    """The words before `at`, nearest last, back to punctuation, a clause word or token `stop`."""
    start = at
    while (
        start > max(stop, at - _REACH)
        and tokens[start - 1].is_word
        and tokens[start - 1].key not in words().clause_words
    ):
        start -= 1
    return tokens[start:at]


def belongs_to_institution(tokens: list[Token], at: int, stop: int) -> bool:
    """Whether the name is the tail of an institution's name ("Đại học Quốc gia TP Hồ Chí Minh")."""
    keys = [token.key for token in _words_before(tokens, at, stop)]
    lists = words()
    for i, key in enumerate(keys):
        around = {" ".join(keys[max(0, i - 1) : i + 1]), " ".join(keys[i : i + 2])}
        if around & lists.not_heads:
            continue
        if any(" ".join(keys[i : i + size]) in lists.institution_heads for size in (1, 2, 3)):
            return True
        if f"{key}" in lists.institution_heads:
            return True
    return False


def names_a_thing(tokens: list[Token], at: int) -> bool:
    """Whether the word before makes it a road, a river, a newspaper or a person ("đường …", "ông …")."""
    return (
        follows(tokens, at, words().place_heads) is not None
        and follows(tokens, at, words().not_heads) is None
    )


def names_a_person(tokens: list[Token], at: int, stop: int) -> bool:
    """Whether capitalised words just before belong to the name: a surname, or any inside a sentence."""
    start = at
    while start > stop and tokens[start - 1].is_word and _is_title_case(tokens[start - 1]):
        start -= 1
    if start == at:
        return False
    if any(token.key in words().surnames for token in tokens[start:at]):
        return tokens[at - 1].key not in words().capitalised_before
    return start > 0 and tokens[start - 1].is_word and tokens[at - 1].key not in words().capitalised_before


def is_department(tokens: list[Token], at: int, stop: int) -> bool:
    """Whether a department's name leads to the province ("Sở Nội vụ tỉnh Hà Nam")."""
    while at > stop and tokens[at - 1].key in ("tỉnh", "thành", "phố", "tp", "."):
        at -= 1
    lists = words()
    before = tokens[max(stop, at - _REACH) : at]
    for i in range(len(before) - 1, -1, -1):
        if not before[i].is_word:
            return False
        pair = " ".join(token.key for token in before[i : i + 2])
        if before[i].is_capitalised and lists.department_heads & {before[i].key, pair}:
            return True
    return False


def is_subject(tokens: list[Token], at: int, end: int) -> bool:
    """Whether the name opens a clause and a verb of results follows ("Huế đạt 0,79 điểm")."""
    opens = at == 0 or not tokens[at - 1].is_word or tokens[at - 1].key in words().clause_words
    return opens and end < len(tokens) and tokens[end].key in words().result_verbs


def is_shouted(tokens: list[Token]) -> bool:
    """Whether all is in capitals, so that capitals say nothing."""
    return all(token.text.isupper() for token in tokens if token.is_word) and any(
        len(t.text) > 1 for t in tokens
    )


def _is_title_case(token: Token) -> bool:
    return token.is_capitalised and not token.text.isupper()
