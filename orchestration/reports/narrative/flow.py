"""What is carried through a document from sentence to sentence: context, owner, period, index, features.

Belongs here: state and when it is dropped. Does not belong here: how one sentence is joined (`reader`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from orchestration.reports.narrative.frames import Carry
from orchestration.reports.narrative.headed import Headed, headed_by
from orchestration.reports.narrative.headings import Section, heads_section, is_heading, is_numbered
from orchestration.reports.narrative.modality import Context, title_context
from orchestration.reports.narrative.observations import Owner, Value
from orchestration.reports.narrative.text import fold
from orchestration.reports.narrative.timing import Running
from orchestration.reports.narrative.wholes import Wholes

if TYPE_CHECKING:
    from orchestration.reports.catalogue.agencies import Agency, AgencyDirectory
    from orchestration.reports.document import Paragraph
    from orchestration.reports.narrative.indices import Index
    from orchestration.reports.narrative.scope import Scope
    from orchestration.reports.narrative.sentences import Sentence
    from orchestration.reports.narrative.subject import Subject

_UNIT_KIND = re.compile(r"\b(?:huyện|quận|thị xã|thành phố|tp|xã|phường|đặc khu)\b")
_CONTINUES = re.compile(
    r"^\W*(?:trong (?:đó|số|số đó|số này)|cụ thể|theo đó|gồm|bao gồm|riêng|còn lại|ngoài ra"
    r"|bên cạnh đó,? (?:còn )?có(?= \d)|tỷ lệ này"
    r"|con số này|các (?:cơ quan|đơn vị|sở|địa phương|huyện|xã|phường) có (?:số|tỷ lệ|nhiều))\b"
)
_PARTS = re.compile(r"\W*trong (?:đó|số (?:này|đó))\b", re.IGNORECASE)
"""A paragraph of its own that tells parts of what the one before it told."""
_LISTED = re.compile(r"\(?(?:\d{1,2}|[a-zđ])[.)] ")
"""A numbered paragraph, one of those that "giao các sở thực hiện các nhiệm vụ sau:" opens."""
_ACCORDINGLY = re.compile(r"\W*(?:theo đó|cụ thể)\b")
_APPROVES = re.compile(
    r"(?P<before>[^.;]*)\b(?:phê duyệt|thông qua)\b[^.;\d]{0,40}\bphương án (?:cắt giảm|đơn giản|bãi bỏ)"
)
_NOT_YET = re.compile(r"\b(?:trình|sẽ|chưa|đề nghị|đề xuất|xem xét|để|chờ)\b")
# A paragraph about the dossiers just told of is about the agency that had them.
_SAME_DOSSIERS = re.compile(
    r"\W*(?:trong|từ) (?:tổng )?số (?:các )?(?:hồ sơ )?(?:tiếp nhận )?(?:nêu trên|trên|này|đó)\b"
    r"|\W*số (?:lượng )?hồ sơ (?:nêu trên|trên|này)\b"
)


def continues(folded: str, paragraph: Paragraph, *, first: bool) -> bool:
    """Whether a sentence goes on with the one before it."""
    return _CONTINUES.match(folded) is not None or (first and paragraph.role == "list_item")


@dataclass(slots=True)
class Flow:
    """The state at one place of a document."""

    scope: Scope
    agencies: AgencyDirectory
    context: Context = "open"
    section: Section = field(default_factory=Section)
    owner: Subject | None = None
    headed: Headed | None = None
    lead_owner: Subject | None = None
    title_owner: Subject | None = None
    place: Agency | None = None
    unit: Subject | None = None
    carry: Carry = field(default_factory=Carry)
    topic: Carry = field(default_factory=Carry)
    index: Index | None = None
    title_index: Index | None = None
    opening_index: Index | None = None
    is_in_sections: bool = False
    index_part: str | None = None
    part_told: str | None = None
    indices_named: tuple[Index, ...] = ()
    is_on_part: bool = False
    levels: tuple[Subject, ...] = ()
    ranked: Owner | None = None
    index_years: dict[str, int] = field(default_factory=dict)
    edition_years: dict[str, int] = field(default_factory=dict)
    left_years: set[int] = field(default_factory=set)
    running: Running = field(default_factory=Running)
    wholes: Wholes = field(default_factory=Wholes)
    list_demands: bool = False
    listed_timings: frozenset[str] = frozenset()
    aims: Value | None = None
    opens_tasks: bool = False
    plans_review: bool = False
    is_of_viet_nam: bool = False

    def __post_init__(self) -> None:
        """Begin with what the title says."""
        self.section = Section(title_context(fold(self.scope.title)))
        self.context = self.section.context
        self.place = self.home

    @property
    def home(self) -> Agency | None:
        """The province in which the whole document plays, unless it is about the country."""
        agency = self.scope.agency
        return None if agency and agency.level in ("nation", "ministry") else self.scope.place

    def enter(self, paragraph: Paragraph) -> None:
        """A paragraph begins."""
        is_item = paragraph.role == "list_item"
        if self.headed is not None and self.headed.ends_at(paragraph):
            self.headed = None
        self.aims = None
        self.is_on_part = False
        self.opens_tasks = False
        is_title = paragraph.text == self.scope.title and not is_numbered(paragraph.text)
        if is_heading(paragraph) and not is_title:
            section = self.section.after(paragraph)
            self.opens_tasks = section is not self.section and section.context == "tasks"
            self.section = section
            if heads_section(paragraph.text):
                self.index = self.opening_index or self.title_index
                self.is_in_sections = True
                self.running.new_section()
        if not is_item:
            self.listed_timings = frozenset()
        if not is_item and not _PARTS.match(paragraph.text):
            is_listed = _LISTED.match(paragraph.text) is not None and not is_heading(paragraph)
            self.list_demands = self.list_demands and is_listed
            if not _SAME_DOSSIERS.match(fold(paragraph.text[:60])):
                self.owner = self.headed.owner if self.headed else None
            self.place = self.home
            self.carry = self._into_paragraph(fold(paragraph.text[:20]))
            self.running.new_paragraph()
            self.is_of_viet_nam = False
        else:
            self.owner = self.headed.owner if self.headed else self.lead_owner
        self.context = "tasks" if self.list_demands else self.section.context

    def take_headed(self, paragraph: Paragraph, sentence: Sentence) -> None:
        """A line that only names whose figures follow holds for those under it."""
        self.headed = headed_by(paragraph, sentence.folded, sentence.subjects) or self.headed

    def take_plan(self, folded: str) -> None:
        """A sentence without figures that says that a plan is approved: what follows tells what it cuts."""
        approves = _APPROVES.search(folded)
        if approves is not None and not _NOT_YET.search(approves["before"]):
            self.carry = replace(self.carry, features={**self.carry.features, "stage": "approved"})

    def _into_paragraph(self, opening: str) -> Carry:
        """What a paragraph begins with: the document's topic, and the plan that "Theo đó, …" speaks of."""
        stage = self.carry.features.get("stage")
        features = dict(self.topic.features)
        if stage == "approved" and _ACCORDINGLY.match(opening):
            features["stage"] = stage
        return Carry(features, self.topic.last, self.carry.distant)

    def take_country(self, sentence: Sentence) -> None:
        """Viet Nam stays the country spoken of until the paragraph ends or another country comes in."""
        is_foreign = any(subject.kind == "foreign" for subject in sentence.subjects)
        self.is_of_viet_nam = not is_foreign and (self.is_of_viet_nam or "việt nam" in sentence.folded)

    def owner_of(self, stated: Subject | None) -> Owner | None:
        """The agency of a value: stated, carried, or the document's; None when it is nobody's.

        "Toàn tỉnh" in a text that is about the country is a province that the text does not name.
        """
        if stated is not None and stated.kind == "unknown":
            stated = self._layer_meant(stated)
        if stated is not None and stated.kind == "self":
            stated = self._unit_meant(stated) or stated
            stated = self._province_meant(stated) or stated
        is_self = stated is not None and stated.kind == "self" and stated.code is None
        if stated is not None and not is_self:
            return self._owner(stated, "stated")
        earlier = self.owner or (self.title_owner if is_self else None)
        is_nameless = earlier is not None and earlier.kind == "self" and earlier.code is None
        if earlier is not None and not is_nameless and not (is_self and earlier.level == "nation"):
            return self._owner(earlier, "carried")
        agency = self.scope.agency
        if agency is None and self.unit is not None:
            return self._owner(self.unit, "carried")
        if agency is None or (is_self and agency.level == "nation"):
            return Owner("", "agency", stated.name if stated else None, "default")
        return Owner(agency.code, agency.level, None, self.scope.basis)

    def _layer_meant(self, said: Subject) -> Subject:
        """A level without a province in a text that names one district: that one, or its communes."""
        if self.unit is None or not (self.unit.code or "").startswith("district:"):
            return said
        level = fold(said.name).removeprefix("ubnd ")
        if level == "cấp huyện":
            return self.unit
        is_lower = level == "cấp xã"
        return (
            replace(said, kind="agency", code=f"{self.unit.code}/communes", level="commune")
            if is_lower
            else said
        )

    def _province_meant(self, said: Subject) -> Subject | None:
        """The province of the paragraph where "toàn tỉnh" follows, unless the title names the one meant."""
        spoken_of = self.owner
        if said.level != "province" or said.name.endswith("này"):
            return None
        if spoken_of is None or spoken_of.level != "province":
            return None
        if "/" in (spoken_of.code or "/") or spoken_of.code == said.code:
            return None
        is_titled = self.title_owner is not None and self.title_owner.code == said.code
        return None if is_titled else spoken_of

    def _unit_meant(self, said: Subject) -> Subject | None:
        """The district or commune last named, where "toàn thành phố" speaks of one of its kind."""
        if self.unit is None or (self.home is not None and self.home.is_city):
            return None
        named, meant = (_UNIT_KIND.search(fold(name)) for name in (self.unit.name, said.name))
        is_same = (
            named and meant and named[0].replace("tp", "thành phố") == meant[0].replace("tp", "thành phố")
        )
        return self.unit if is_same else None

    def take_units(self, subjects: list[Subject]) -> None:
        """The one district or commune that a sentence names is the one meant from here on."""
        units = {s.code: s for s in subjects if s.level in ("district", "commune") and s.kind == "agency"}
        named = [unit for code, unit in units.items() if code and "/" not in code]
        if named:
            self.unit = named[0] if len(named) == 1 else None

    def as_ranked(self, owner: Owner) -> Owner:
        """The province behind a city's name in a ranking: Huế for Thừa Thiên Huế while there was one."""
        if owner.level != "district" or owner.name is None:
            return owner
        agency = self.agencies.resolve(owner.name, self.scope.today, "province", merged_map=False)
        return Owner(agency.code, agency.level, owner.name, owner.basis) if agency else owner

    @staticmethod
    def _owner(subject: Subject, basis: str) -> Owner | None:
        if subject.kind == "unknown":
            return Owner("", subject.level or "agency", subject.name, basis)
        if subject.code is None or subject.level is None:
            return None
        return Owner(subject.code, subject.level, subject.name, basis)
