"""The period of a figure: named in its clause, carried from before, or the day of publication.

Belongs here: choosing among the periods of a sentence and what is carried through a document. Does not belong
here: reading periods from text (`periods`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal

from orchestration.reports.narrative.dates import Period, year_period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from orchestration.reports.narrative.clauses import Boundary
    from orchestration.reports.narrative.periods import PeriodMention

_ONE_WORD = len(" trong ")
Basis = Literal["stated", "carried", "publication", "default"]


@dataclass(frozen=True, slots=True)
class Timed:
    """A period and how it is known."""

    period: Period
    basis: Basis


@dataclass(slots=True)
class Running:
    """The periods last named, from the document's title down to the paragraph being read.

    `windows` holds the days that a text gives a quarter or month of its own ("quý I, từ 15/12 đến 14/3").
    `now` is the day of the text where the sentence before said "hiện nay" and this one goes on with it.
    """

    span: Period | None = None
    target: Period | None = None
    last: Period | None = None
    paragraph: Period | None = None
    now: Period | None = None
    windows: dict[Period, Period] = field(default_factory=dict)
    _title: tuple[Period | None, Period | None] = None, None

    def take(self, mentions: Sequence[PeriodMention]) -> None:
        """Remember what a sentence named for those that follow."""
        named = [mention for mention in mentions if mention.role == "own" and not mention.is_now]
        today = next((mention.period for mention in mentions if mention.is_now), self.now)
        self.now = None if named else today
        exact = len(named) > 1 and named[1].is_window and named[1].start - named[0].end < 25
        if exact:
            self.windows[named[0].period] = named[1].period
        own = [
            self.windows.get(mention.period, mention.period) for mention in (named[1:] if exact else named)
        ]
        if len(own) > 1 and all(mention.is_year for mention in named):
            own = [max(own, key=lambda period: period.last_day)]
        if len(own) > 1 and named[1].start - named[0].end <= len(" và ") and _holds(own[1], own[0]):
            own = own[1:]
        for mention in mentions[:1]:
            self.target = mention.period if mention.role == "deadline" else self.target
        for period in own[:1]:
            self.last = self.paragraph = period
            if period.end is not None and period.start is not None:
                self.span = period

    def take_title(self, mentions: Sequence[PeriodMention]) -> None:
        """Remember what the title names; of a plan it is the year in the plan's name."""
        self.take(mentions)
        named = [m.period for m in mentions if m.role in ("own", "document", "deadline") and not m.is_now]
        self.target = named[0] if named else None
        self.paragraph = None
        self._title = self.span, self.last

    def take_section(self, mentions: Sequence[PeriodMention]) -> None:
        """Remember the year for which the heading of a section sets tasks, if it names one."""
        self.target = next(
            (m.period for m in mentions if m.role in ("own", "deadline") and not m.is_now), None
        )

    def take_window(self, window: Period) -> None:
        """Remember the days that a paper gives the period of its title."""
        if self._title[0] is not None:
            self.windows[self._title[0]] = window
            self.new_section()

    def new_section(self) -> None:
        """A numbered section begins: what is carried is again what the title names, if it names a period."""
        if self._title[1] is not None:
            self.span, self.last = (self.windows.get(p, p) if p else None for p in self._title)

    def new_paragraph(self) -> None:
        """A paragraph begins: what the last one said reaches it only as the document's running period.

        What has run up since the year began ("lũy kế …") does not, where the title names a shorter period.
        """
        self.paragraph = None
        titled = self._title[0]
        if self.span and titled and self.span != titled and _holds(self.span, titled):
            self.new_section()


def _holds(longer: Period, shorter: Period) -> bool:
    """Whether a period holds another: "quý II và 6 tháng đầu năm"."""
    return bool(
        longer.start and shorter.start and longer.start <= shorter.start
        and shorter.last_day <= longer.last_day
    )  # fmt: skip


def choose_period(
    position: int,
    end: int,
    mentions: Sequence[PeriodMention],
    boundaries: Sequence[Boundary],
    running: Running,
    published: date | None,
    today: date | None,
    *,
    is_flow: bool,
) -> Timed | None:
    """The period of the figure at `position`, or None when nothing at all is known."""
    own = [mention for mention in mentions if mention.role == "own"]
    beside = _beside(end, mentions, boundaries)
    if beside is not None:
        return Timed(running.windows.get(beside.period, beside.period), "stated")
    stated = _stated(position, own, boundaries)
    if stated is not None:
        period = running.windows.get(stated.period, stated.period)
        return Timed(period, "publication" if stated.is_now else "stated")
    event = next((m for m in mentions if m.role == "event" and m.start < position), None)
    if event is not None and is_flow and running.paragraph is None:
        return Timed(event.period, "stated")
    if running.now is not None:
        return Timed(running.now, "publication")
    carried = running.paragraph or (running.span if is_flow and running.span else running.last)
    if carried is not None:
        return Timed(carried, "carried")
    document = [mention.period for mention in mentions if mention.role == "document" and mention.is_year]
    if document:
        return Timed(document[0], "default")
    if published is not None:
        return Timed(Period(None, None, published), "publication")
    return Timed(Period(None, None, today), "default") if today else None


def done_by(timed: Timed | None, published: date | None) -> Timed | None:
    """The time of a result: its day of publication where the years carried to it, a programme's, go on."""
    if timed is None or published is None or timed.basis != "carried" or timed.period.start is None:
        return timed
    is_of_a_programme = timed.period.last_day.year > max(published.year, timed.period.start.year)
    return Timed(Period(None, None, published), "publication") if is_of_a_programme else timed


def _beside(
    end: int, mentions: Sequence[PeriodMention], boundaries: Sequence[Boundary]
) -> PeriodMention | None:
    """The period right after a figure, or after a preposition: "30% vào tháng 12"."""
    for mention in mentions:
        gap = mention.start - end
        is_cut = any(end <= b.start < mention.start for b in boundaries)
        if gap in (0, 1) and mention.role in ("own", "reference"):
            return mention
        if 0 <= gap <= _ONE_WORD and mention.is_joined and mention.role == "own" and not is_cut:
            return mention
    return None


def reference_period(
    position: int, end: int, mentions: Sequence[PeriodMention], own: Period | None
) -> Period | None:
    """The period of an earlier figure: the nearest reference, else a year before the figure's own."""
    beside = next((m for m in mentions if m.start - end in (0, 1) and (m.is_year or m.role == "own")), None)
    if beside is not None:
        return beside.period
    references = [mention for mention in mentions if mention.role == "reference" and mention.is_year]
    references += [
        m for m in mentions if m.role == "own" and m.is_year and own and m.period.last_day < own.last_day
    ]
    if references:
        nearest = min(references, key=lambda mention: abs(mention.start - position)).period
        if own and own.start and own.end and nearest.start and (own.start.month, own.end.month) != (1, 12):
            return _moved(own, nearest.start.year - own.end.year)
        return nearest
    return _moved(own, -1) if own else None


def _moved(period: Period, years: int) -> Period:
    def move(day: date | None) -> date | None:
        if day is None:
            return None
        last = 28 if (day.month, day.day) == (2, 29) else day.day
        return date(day.year + years, day.month, last)

    return Period(move(period.start), move(period.end), move(period.as_of))


def deadline(
    position: int, mentions: Sequence[PeriodMention], boundaries: Sequence[Boundary]
) -> Timed | None:
    """The date by which a target is to be met, as of which it holds; else a year still to end.

    One in a later segment is that of the target after it: "đến năm 2025 đạt 60%, đến năm 2030 đạt 80%".
    """
    named = [m for m in mentions if m.role == "deadline"]
    near = [m for m in named if not any(position <= b.start < m.start for b in boundaries)]
    named = near or named
    if not named:
        return None
    nearest = min(named, key=lambda mention: abs(mention.start - position)).period
    return Timed(Period(None, None, nearest.last_day) if nearest.end is None else nearest, "stated")


def data_year(year: int) -> Timed:
    """The year that an edition of an index is about."""
    return Timed(year_period(year), "stated")


def _stated(
    position: int, own: Sequence[PeriodMention], boundaries: Sequence[Boundary]
) -> PeriodMention | None:
    visible = [mention for mention in own if _reaches(mention, position, boundaries)]
    before = [mention for mention in visible if mention.start < position]
    clause_end = next(
        (b.start for b in boundaries if b.kind in ("strong", "close") and b.start >= position), 1 << 30
    )
    after = [
        mention
        for mention in visible
        if position < mention.start < clause_end and not _is_aside(mention, position, boundaries)
    ]
    named_before = [mention for mention in before if not mention.is_now]
    if named_before:
        return named_before[-1]
    segment_end = next((b.start for b in boundaries if b.start >= position), 1 << 30)
    close_after = [mention for mention in after if mention.start < segment_end and not mention.is_now]
    if close_after:
        return close_after[0]
    return before[-1] if before else next((mention for mention in after if not mention.is_now), None)


def _is_aside(mention: PeriodMention, position: int, boundaries: Sequence[Boundary]) -> bool:
    """Whether a period opens brackets after a figure and goes on about another: "24% (năm 2022 đạt 17%)"."""
    opened = next((b for b in boundaries if b.kind == "open" and position < b.start < mention.start), None)
    closed = next((b.start for b in boundaries if b.kind == "close" and b.start >= mention.end), None)
    return opened is not None and closed is not None and closed - mention.end > _ONE_WORD


def _reaches(mention: PeriodMention, position: int, boundaries: Sequence[Boundary]) -> bool:
    """A period in closed brackets reaches out only when it gives the exact days of the one before it."""
    if mention.start > position:
        return True
    opening = [b for b in boundaries if b.kind == "open" and b.end <= mention.start]
    closing = [b for b in boundaries if b.kind == "close" and mention.end <= b.start < position]
    still_open = [
        b
        for b in opening
        if not any(c.kind == "close" and b.end <= c.start < mention.start for c in boundaries)
    ]
    if not (still_open and closing):
        return True
    return mention.period.start is not None and not mention.is_year
