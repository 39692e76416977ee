"""Thirty nights as a story: what arrives each evening, what goes wrong, and what must be published after it.

Here belongs the script and nothing that runs it (`thirty`). Every province tells one period only, so what
must be current is one number for each of them: an answer that owes nothing to the warehouse.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

START = datetime(2026, 1, 1, 19, tzinfo=UTC)  # 02:00 in Viet Nam
KILLED_READING, KILLED_RELEASING, FULL, READ_ONLY = "landing/observations", "releases", "full", "read-only"
MISSED, TWICE = "missed", "two at once"

PLACES = {
    "ha-giang": "Hà Giang", "cao-bang": "Cao Bằng", "lao-cai": "Lào Cai", "son-la": "Sơn La",
    "nghe-an": "Nghệ An", "ha-tinh": "Hà Tĩnh", "phu-yen": "Phú Yên", "gia-lai": "Gia Lai",
    "an-giang": "An Giang", "ca-mau": "Cà Mau", "ben-tre": "Bến Tre", "tra-vinh": "Trà Vinh",
    "kon-tum": "Kon Tum", "dak-lak": "Đắk Lắk", "bac-kan": "Bắc Kạn", "yen-bai": "Yên Bái",
    "thai-binh": "Thái Bình", "nam-dinh": "Nam Định",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Paper:
    """A report file: a province's dossiers of some months, perhaps with a sidecar beside it."""

    place: str
    received: int
    name: str = ""
    year: int = 2024
    revises: str = ""

    @property
    def file(self) -> str:
        return self.name or f"{self.place}.txt"

    def drop(self, folder: Path) -> None:
        """Put it into the drop folder."""
        got, done = (f"{count:,}".replace(",", ".") for count in (self.received, self.received - 7))
        place = PLACES[self.place]
        (folder / self.file).write_text(
            f"Tình hình tiếp nhận hồ sơ của tỉnh {place}\n\nTrong 6 tháng đầu năm {self.year}, tỉnh {place} "
            f"tiếp nhận {got} hồ sơ thủ tục hành chính, đã giải quyết {done} hồ sơ.\n",
            encoding="utf-8",
        )
        if self.revises:
            (folder / f"{self.file}.meta.yml").write_text(f"revises: {self.revises}\n", encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Broken:
    """A file that is none of what its name says."""

    file: str

    def drop(self, folder: Path) -> None:
        """Put it into the drop folder."""
        (folder / self.file).write_bytes(b"PK\x03\x04" + b"\x00\x01" * 60)


@dataclass(frozen=True, slots=True)
class Evening:
    """What arrives, what goes wrong, how far the host's clock is off, and what must be current afterwards.

    `then` are the provinces whose number is another than before; `why` is what the release must say of it.
    `is_released` tells whether there must be a new release.
    """

    arrives: tuple[Paper | Broken, ...] = ()
    trouble: str = ""
    clock: timedelta = timedelta()
    then: Mapping[str, int] = field(default_factory=dict)
    why: str = "first_report"
    is_released: bool = True


QUIET = Evening(is_released=False)
_HOUR = timedelta(hours=1)

NIGHTS: tuple[Evening, ...] = (
    # 1: on time
    Evening(
        (Paper("ha-giang", 1_100), Paper("cao-bang", 1_200), Paper("lao-cai", 1_300)),
        then={"ha-giang": 1_100, "cao-bang": 1_200, "lao-cai": 1_300},
        why="first_release",
    ),
    QUIET,
    Evening((Paper("son-la", 1_400),), then={"son-la": 1_400}),
    # 4: other bytes under the same name are a correction
    Evening((Paper("ha-giang", 1_150),), then={"ha-giang": 1_150}, why="corrected_report"),
    # 5: a file that is refused keeps no other from being published
    Evening((Broken("nam-dinh.xlsx"), Paper("nghe-an", 1_500)), then={"nghe-an": 1_500}),
    QUIET,
    # 7: late by years
    Evening((Paper("ha-tinh", 1_600, year=2019),), then={"ha-tinh": 1_600}),
    # 8, 9: killed while it lands what it has read; the next night heals
    Evening((Paper("phu-yen", 1_700),), trouble=KILLED_READING, is_released=False),
    Evening(then={"phu-yen": 1_700}),
    # 10, 11: out of order: the correction comes a night before the report that its sidecar names
    Evening((Paper("gia-lai", 1_850, "gia-lai-2.txt", revises="gia-lai.txt"),), then={"gia-lai": 1_850}),
    Evening((Paper("gia-lai", 1_800),)),
    # 12, 13: no space left on the lake's disk
    Evening((Paper("an-giang", 1_900),), trouble=FULL, is_released=False),
    Evening(then={"an-giang": 1_900}),
    # 14, 15: a night that is missed altogether
    Evening((Paper("ca-mau", 2_000),), trouble=MISSED, is_released=False),
    Evening((Paper("ben-tre", 2_100),), then={"ca-mau": 2_000, "ben-tre": 2_100}),
    # 16, 17: the clock is put back over the night: the correction seems to come an hour before its report
    Evening((Paper("tra-vinh", 2_200),), then={"tra-vinh": 2_200}),
    Evening((Paper("tra-vinh", 2_250),), clock=-25 * _HOUR, then={"tra-vinh": 2_250}, why="corrected_report"),
    # 18, 19: the clock runs ahead of the next night, then is right again
    Evening((Paper("kon-tum", 2_300),), clock=25 * _HOUR, then={"kon-tum": 2_300}),
    Evening((Paper("kon-tum", 2_350),), then={"kon-tum": 2_350}, why="corrected_report"),
    # 20: a revision under a name of its own
    Evening(
        (Paper("son-la", 1_450, "son-la-bo-sung.txt", revises="son-la.txt"),),
        then={"son-la": 1_450},
        why="corrected_report",
    ),
    # 21, 22: killed when all is built and nothing released
    Evening((Paper("cao-bang", 1_250),), trouble=KILLED_RELEASING, is_released=False),
    Evening(then={"cao-bang": 1_250}, why="corrected_report"),
    # 23: the first version comes back under its name
    Evening((Paper("ha-giang", 1_100),), then={"ha-giang": 1_100}, why="corrected_report"),
    # 24: the refused file is sent again, readable
    Evening((Paper("nam-dinh", 2_400, "nam-dinh.xlsx"),), then={"nam-dinh": 2_400}),
    # 25, 26: the lake is read-only
    Evening((Paper("dak-lak", 2_500),), trouble=READ_ONLY, is_released=False),
    Evening(then={"dak-lak": 2_500}),
    # 27: two refreshes start at once
    Evening((Paper("bac-kan", 2_600),), trouble=TWICE, then={"bac-kan": 2_600}),
    QUIET,
    # 29: the last month's report and, late, one of years ago
    Evening(
        (Paper("yen-bai", 2_700), Paper("thai-binh", 2_800, year=2018)),
        then={"yen-bai": 2_700, "thai-binh": 2_800},
    ),
    QUIET,
)


def moment(number: int) -> datetime:
    """When a night (from 1) begins, by a clock that is right."""
    return START + timedelta(days=number - 1)
