"""Damaged files made from sound ones by seeded mutation, and hostile ones made by hand."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

from tests.installation import REPOSITORY

LARGEST_SEED = 300_000
READ_BY_PROGRAMS = frozenset({".doc", ".jpg", ".ods", ".odt", ".rtf", ".tif"})
"""Read by Tesseract or LibreOffice, which take seconds where a reader of ours takes hundredths of one."""
_SHARE = 6
"""How many files of any other format come to one of those."""
_BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {name} "{f"&{former};" * 10}">' for former, name in zip("abcdefgh", "bcdefghi", strict=True)
)


def seeds() -> list[tuple[str, bytes]]:
    """Sound files of every format that is shipped or kept as a fixture, and an archive and a mail of them."""
    folders = (REPOSITORY / "reports", REPOSITORY / "tests" / "fixtures" / "documents")
    paths = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    kept = [path for path in paths if path.suffix not in {".md", ".yml", ".jsonl"}]
    found = [(path.name, path.read_bytes()) for path in kept if path.stat().st_size < LARGEST_SEED]
    return [*found, ("thư.eml", _mail(found[0])), ("nén.zip", _archive(dict(found[:3])))]


def damaged(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """That many damaged files, the same for the same seed; of each format as many, or a sixth."""
    random = Random(seed)  # noqa: S311 - repeatable, not secret
    sound = seeds()
    by_suffix: dict[str, list[tuple[str, bytes]]] = {}
    for name, content in sound:
        by_suffix.setdefault(Path(name).suffix, []).append((name, content))
    suffixes = sorted(by_suffix)
    shares = [1 if suffix in READ_BY_PROGRAMS else _SHARE for suffix in suffixes]
    for number, suffix in enumerate(random.choices(suffixes, shares, k=count)):
        name, content = random.choice(by_suffix[suffix])
        if content.startswith(b"PK") and random.random() < 0.5:
            content = _damage_part(content, random)
        else:
            content = _damage(content, random, random.choice(sound)[1])
        yield f"{number}-{name}", content


def hostile() -> Iterator[tuple[str, bytes]]:
    """Files built to exhaust a reader."""
    yield "entities.xlsx", _workbook(f"<?xml version='1.0'?>{_BOMB}]><worksheet><v>&i;</v></worksheet>")
    yield "far-cell.xlsx", _workbook(_sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))
    yield "deep.html", b"<html><body>" + b"<div>" * 100_000 + b"x 5" + b"</div>" * 100_000
    yield "deep-tables.html", b"<table><tr><td>" * 3_000 + b"5"
    yield (
        "spans.html",
        b"<table>" + b'<tr><td colspan="1000" rowspan="1000">5</td></tr>' * 2_000 + b"</table>",
    )
    yield "digits.txt", b"Ti\xe1\xba\xbfp nh\xe1\xba\xadn " + b"1." * 200_000
    yield "letters.txt", b"a" * 1_000_000
    yield "brackets.txt", b"(" * 100_000 + b"98%" + b")" * 100_000
    yield "commas.csv", b"a,b\n" + b"," * 400_000
    yield "quotes.csv", b'"' * 300_001
    yield "json.txt", b"[" * 200_000
    yield (
        "parts.eml",
        b"From: a@b\nTo: c@d\nSubject: x\nContent-Type: multipart/mixed; boundary=b\n\n"
        + (b"--b\nContent-Type: multipart/mixed; boundary=b\n\n" * 3_000),
    )
    yield "bomb.zip", _archive({"zeros.txt": b"0" * 60_000_000})
    yield "page.pdf", b"%PDF-1.4\n1 0 obj<</Type/Pages/Kids[1 0 R]/Count 1>>endobj\ntrailer<</Root 1 0 R>>"
    yield "picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\1\0\0\0\1\0\0\x08\2\0\0\0" + b"\0" * 64


def _damage(content: bytes, random: Random, other: bytes) -> bytes:
    place = random.randrange(len(content))
    length = random.randrange(1, max(2, len(content) // 4))
    kind = random.randrange(6)
    if kind == 0:
        return content[:place]
    if kind == 1:
        return content[:place] + content[place + length :]
    if kind == 2:
        return content[:place] + content[place : place + length] * random.randrange(2, 9) + content[place:]
    if kind == 3:
        return content[:place] + other[random.randrange(len(other)) :]
    changed = bytearray(content)
    for _ in range(random.choice((1, 10, 200))):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def _damage_part(content: bytes, random: Random) -> bytes:
    """A package whose checksums hold and one of whose parts is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except zipfile.BadZipFile:
        return content[:-1]
    name = random.choice([name for name, part in parts.items() if part])
    return _archive({**parts, name: _damage(parts[name], random, content)})


def _archive(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _mail(attached: tuple[str, bytes]) -> bytes:
    from email.message import EmailMessage

    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = "Báo cáo", "a@b.example", "c@d.example"
    message.set_content("Tỷ lệ đúng hạn 98% (số liệu giả định)")
    message.add_attachment(attached[1], maintype="application", subtype="octet-stream", filename=attached[0])
    return message.as_bytes()


def _sheet(rows: str) -> str:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<?xml version="1.0"?><worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'


def _workbook(sheet: str) -> bytes:
    import openpyxl

    buffer = io.BytesIO()
    openpyxl.Workbook().save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return _archive({**parts, "xl/worksheets/sheet1.xml": sheet.encode()})
