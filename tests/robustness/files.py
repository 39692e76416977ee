"""Damaged files, made from sound ones by seeded mutation. Not here: hostile ones (`hostile`)."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

from tests.fixtures.make.compound_files import compound_file
from tests.fixtures.make.outlook import file, item, mail
from tests.installation import REPOSITORY
from tests.robustness.hostile import archive_of

LARGEST_SEED = 300_000
SCANS = frozenset({".scan.pdf", ".jpg", ".png", ".tif"})
"""Read by Tesseract, a hundred times as slow as a reader of ours: one for twenty of any other format."""
OFFICE = frozenset({".doc", ".ods", ".odt", ".rtf", ".xls"})
"""Read by LibreOffice, which takes a second to start: two for twenty of the others."""
_SHARE_OF_SCANS, _SHARE_OF_OFFICE, _SHARE = 1, 2, 20


def seeds() -> list[tuple[str, bytes]]:
    """Sound files of every format that is shipped or kept as a fixture, and an archive and a mail of them."""
    folders = (REPOSITORY / "reports", REPOSITORY / "tests" / "fixtures" / "documents")
    paths = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    kept = [path for path in paths if path.suffix not in {".md", ".yml", ".jsonl"}]
    found = [(path.name, path.read_bytes()) for path in kept if path.stat().st_size < LARGEST_SEED]
    return [
        *found,
        ("thư.eml", _mail(found[0])),
        ("nén.zip", archive_of(dict(found[:3]))),
        ("thư.msg", _outlook_mail(*found[:2])),
    ]


def damaged(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """That many damaged files, the same for the same seed; how many of a format, see above."""
    random = Random(seed)  # noqa: S311 - repeatable, not secret
    sound = seeds()
    by_group: dict[str, list[tuple[str, bytes]]] = {}
    for name, content in sound:
        by_group.setdefault(_group(name), []).append((name, content))
    groups = sorted(by_group)
    for number, group in enumerate(random.choices(groups, list(map(_share, groups)), k=count)):
        name, content = random.choice(by_group[group])
        if content.startswith(b"PK") and random.random() < 0.5:
            content = _damage_part(content, random)
        else:
            content = _damage(content, random, random.choice(sound)[1])
        yield f"{number}-{name}", content


def _group(name: str) -> str:
    return ".scan.pdf" if name.endswith(".scan.pdf") else Path(name).suffix


def _share(group: str) -> int:
    if group in SCANS:
        return _SHARE_OF_SCANS
    return _SHARE_OF_OFFICE if group in OFFICE else _SHARE


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
    return archive_of({**parts, name: _damage(parts[name], random, content)})


def _mail(attached: tuple[str, bytes]) -> bytes:
    from email.message import EmailMessage

    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = "Báo cáo", "a@b.example", "c@d.example"
    message.set_content("Tỷ lệ đúng hạn 98% (số liệu giả định)")
    message.add_attachment(attached[1], maintype="application", subtype="octet-stream", filename=attached[0])
    return message.as_bytes()


def _outlook_mail(first: tuple[str, bytes], second: tuple[str, bytes]) -> bytes:
    inner = mail(
        {0x0037: "Chuyển tiếp", 0x1000: "Tỷ lệ đúng hạn 97% (số liệu giả định)"}, [file(*second)], header=24
    )
    return compound_file(mail({0x1000: "Tỷ lệ đúng hạn 98% (số liệu giả định)"}, [file(*first), item(inner)]))
