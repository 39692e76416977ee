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
READ_BY_PROGRAMS = frozenset({".doc", ".jpg", ".ods", ".odt", ".rtf", ".tif"})
"""Read by Tesseract or LibreOffice, which take seconds where a reader of ours takes hundredths of one."""
_SHARE = 6
"""How many files of any other format come to one of those."""


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
