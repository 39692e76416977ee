"""The words that tell what happened from what is aimed at, as `catalogue/modality.yml` lists them.

Belongs here: reading and compiling the catalogue. Does not belong here: what a cue does to a figure
(`modality`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pydantic import BaseModel, ConfigDict

from orchestration.reports.catalogue.yaml_text import parse_yaml
from orchestration.reports.narrative.measures import CATALOGUE
from orchestration.reports.narrative.phrases import Phrases


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid")
    only_reached: list[str]
    before: dict[str, list[str]]
    after: dict[str, list[str]]
    marks: list[str]
    target: list[str]
    list_aims: list[str]
    demand: list[str]
    result: list[str]
    tasks: list[str]
    tasks_or_deeds: list[str]
    task_sections: list[str]
    result_sections: list[str]
    done_sections: list[str]
    open_sections: list[str]
    section_names: list[str]
    plan_titles: list[str]


@dataclass(frozen=True, slots=True)
class ModalityWords:
    """`modality.yml`, compiled."""

    only_reached: Phrases
    before: tuple[tuple[str, Phrases], ...]
    after: tuple[tuple[str, re.Pattern[str]], ...]
    marks: Phrases
    target: Phrases
    list_aims: Phrases
    demand: Phrases
    result: Phrases
    tasks: re.Pattern[str]
    tasks_or_deeds: re.Pattern[str]
    task_sections: Phrases
    result_sections: Phrases
    done_sections: Phrases
    open_sections: Phrases
    section_names: Phrases
    plan_titles: re.Pattern[str]


@cache
def modality_words() -> ModalityWords:
    """The catalogue, read once."""
    words = _Words.model_validate(parse_yaml((CATALOGUE / "modality.yml").read_text(encoding="utf-8")))

    def any_of(patterns: list[str], before: str = r"\b", after: str = r"\b") -> Phrases:
        return Phrases(patterns, before, after)

    def opening(patterns: list[str]) -> re.Pattern[str]:
        return re.compile(rf"^\W*(?:[a-zđ]\)|\d+[.)])?\s*(?:{'|'.join(patterns)})(?!\w)")

    return ModalityWords(
        only_reached=any_of(words.only_reached, r"(?<!\w)", ""),
        before=tuple((kind, any_of(patterns, r"(?<!\w)", "")) for kind, patterns in words.before.items()),
        after=tuple((kind, re.compile("|".join(patterns))) for kind, patterns in words.after.items()),
        marks=any_of(words.marks, "", ""),
        target=any_of(words.target, r"(?<!\w)"),
        list_aims=any_of(words.list_aims),
        demand=any_of(words.demand, r"(?<!\w)"),
        result=any_of(words.result, r"(?<!\w)", r"(?!\w)"),
        tasks=opening(words.tasks),
        tasks_or_deeds=opening(words.tasks_or_deeds),
        task_sections=any_of(words.task_sections),
        result_sections=any_of(words.result_sections),
        done_sections=any_of(words.done_sections),
        open_sections=any_of(words.open_sections),
        section_names=any_of(words.section_names),
        plan_titles=re.compile("|".join(words.plan_titles)),
    )
