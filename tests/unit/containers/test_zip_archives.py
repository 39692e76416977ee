"""Archives, honest and hostile: what comes out, under which name, and what is refused on its own."""

import io
import stat
import zipfile
from random import Random

import pytest

from data_contracts.reasons import PermanentFailure, ReasonCode
from orchestration.reports.containers import members
from orchestration.reports.containers.names import decode_name, repair_name
from orchestration.reports.limits import Limits

LIMITS = Limits()


def archive(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return buffer.getvalue()


def test_files_of_nested_archives_come_out_with_their_paths() -> None:
    inner = archive({"Biểu 06/quý I.txt": b"a 1"})
    opened = members(archive({"a.txt": b"1", "in.zip": inner}), "x.zip", LIMITS)
    assert [(m.name, m.content) for m in opened.members] == [
        ("a.txt", b"1"),
        ("in.zip/Biểu 06/quý I.txt", b"a 1"),
    ]
    assert opened.refusals == ()


@pytest.mark.parametrize(
    "name", ["../x.txt", "a/../../x.txt", "/etc/x", "C:\\x.txt", "..\\x.txt", "\\\\h\\x"]
)
def test_a_path_out_of_the_archive_is_refused_and_the_rest_goes_on(name: str) -> None:
    opened = members(archive({name: b"1", "good.txt": b"2"}), "x.zip", LIMITS)
    assert [member.name for member in opened.members] == ["good.txt"]
    assert "leads out of it" in opened.refusals[0].found


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_furniture_is_left_and_the_same_file_twice_is_one() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for name, content in (
            ("__MACOSX/._a.txt", b"x"),
            ("Thumbs.db", b"x"),
            (".DS_Store", b"x"),
            ("a.txt", b"1"),
            ("a.txt", b"1"),
            ("a.txt", b"2"),
        ):
            made.writestr(name, content)
    opened = members(buffer.getvalue(), "x.zip", LIMITS)
    assert [(m.name, m.content) for m in opened.members] == [("a.txt", b"1"), ("a (2).txt", b"2")]


def test_links_and_encrypted_files_are_refused_with_advice() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        made.writestr(link, "/etc/passwd")
        made.writestr("secret.txt", "1")
        made.writestr("good.txt", "2")
    content = bytearray(buffer.getvalue())
    entry = content.rfind(b"PK\x01\x02", 0, content.rfind(b"secret.txt"))
    content[entry + 8] |= 1
    opened = members(bytes(content), "x.zip", LIMITS)
    assert [member.name for member in opened.members] == ["good.txt"]
    assert [(reason.location, reason.found) for reason in opened.refusals] == [
        ("link.txt", "a link or a device"),
        ("secret.txt", "an encrypted one"),
    ]


def test_a_damaged_member_costs_itself() -> None:
    content = bytearray(archive({"a.txt": b"first " * 9, "b.txt": b"second " * 9}))
    content[content.find(b"a.txt") + 7] ^= 0xFF
    opened = members(bytes(content), "x.zip", LIMITS)
    assert [member.name for member in opened.members] == ["b.txt"]
    assert opened.refusals[0].code == ReasonCode.UNREADABLE_FILE


@pytest.mark.parametrize(
    ("limits", "location"),
    [
        (Limits(members=2), "the last 2 files"),
        (Limits(file_megabytes=1), "c.txt"),
        (Limits(unpacked_megabytes=1), "c.txt"),
        (Limits(expansion=1), "c.txt"),
        (Limits(nesting=1), "d.zip"),
    ],
)
def test_limits_refuse_what_is_over_them(limits: Limits, location: str) -> None:
    files = {
        "a.txt": b"1",
        "b.txt": b"2",
        "c.txt": Random(1).randbytes(600_000).hex().encode(),  # noqa: S311
        "d.zip": archive({"e.txt": b"3"}),
    }
    opened = members(archive(files), "x.zip", limits)
    assert [member.name for member in opened.members][:2] == ["a.txt", "b.txt"]
    assert (opened.refusals[0].code, opened.refusals[0].location) == (ReasonCode.LIMIT_EXCEEDED, location)


def test_files_that_share_bytes_are_refused() -> None:
    content = bytearray(archive({"a.txt": b"0" * 50, "b.txt": b"0" * 50}))
    first, second = content.find(b"PK\x01\x02"), content.rfind(b"PK\x01\x02")
    content[second + 42 : second + 46] = content[first + 42 : first + 46]
    opened = members(bytes(content), "x.zip", LIMITS)
    assert opened.members == ()
    assert {reason.code for reason in opened.refusals} == {ReasonCode.LIMIT_EXCEEDED}


def test_no_container_and_a_broken_one_are_said_so() -> None:
    with pytest.raises(PermanentFailure, match="an archive or a mail"):
        members("Báo cáo quý I".encode(), "x.txt", LIMITS)
    with pytest.raises(PermanentFailure, match="broken ZIP"):
        members(archive({"a.txt": b"1" * 999})[:60], "x.zip", LIMITS)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1258"])
def test_names_of_unstated_encodings_are_read(encoding: str) -> None:
    raw = "Ba\u0301o ca\u0301o quy\u0301.xlsx" if encoding == "cp1258" else "Báo cáo quý.xlsx"
    assert decode_name(raw.encode(encoding)) == "Báo cáo quý.xlsx"


def test_a_name_once_read_as_a_western_code_page_is_repaired() -> None:
    for wrong in ("latin-1", "cp437"):
        assert repair_name("Báo cáo Đà Nẵng".encode().decode(wrong)) == "Báo cáo Đà Nẵng"
    assert repair_name("Đà Nẵng – quý I.xlsx") == "Đà Nẵng – quý I.xlsx"


def test_an_archive_of_nothing_is_said_so() -> None:
    with pytest.raises(PermanentFailure, match="nothing that could be a report"):
        members(archive({"Thumbs.db": b"1"}), "x.zip", LIMITS)
