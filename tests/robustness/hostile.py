"""Hostile files, made by hand to exhaust a reader or to lead it out of its container."""

import io
import stat
import zipfile
from collections.abc import Collection, Iterator

from tests.fixtures.make.compound_files import compound_file
from tests.fixtures.make.outlook import file, item, mail

_BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {name} "{f"&{former};" * 10}">' for former, name in zip("abcdefgh", "bcdefghi", strict=True)
)
_OUTSIDE = "<!DOCTYPE x [<!ENTITY i SYSTEM 'file:///etc/hostname'>]>"


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
    yield "bomb.zip", archive_of({"zeros.txt": b"0" * 60_000_000})
    yield "page.pdf", b"%PDF-1.4\n1 0 obj<</Type/Pages/Kids[1 0 R]/Count 1>>endobj\ntrailer<</Root 1 0 R>>"
    yield "picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\1\0\0\0\1\0\0\x08\2\0\0\0" + b"\0" * 64
    yield from _leading_out()
    yield from _nested()


def _leading_out() -> Iterator[tuple[str, bytes]]:
    """Names, links and entities that point to files of this machine."""
    names = (
        "../../out.txt",
        "/etc/out.txt",
        "C:\\out.txt",
        "..\\..\\out.txt",
        "a/../../out.txt",
        "//host/out.txt",
    )
    yield "slip.zip", archive_of({**dict.fromkeys(names, b"98%"), "link": b"/etc/passwd"}, links={"link"})
    yield "slip.msg", compound_file(mail({0x1000: "98%"}, [file(name, b"98%") for name in names]))
    lines = [f'--b\nContent-Disposition: attachment; filename="{name}"\n\n98%' for name in names]
    head = "From: a@b.example\nTo: c@d.example\nSubject: x\nContent-Type: multipart/mixed; boundary=b\n\n"
    yield "slip.eml", f"{head}{chr(10).join(lines)}\n--b--\n".encode()
    yield "outside.xlsx", _workbook(f"<?xml version='1.0'?>{_OUTSIDE}<worksheet><v>&i;</v></worksheet>")
    yield "outside.docx", _document(f"<?xml version='1.0'?>{_OUTSIDE}<x>&i;</x>")
    yield "relation.docx", _document("<x/>", "../../../../../../etc/passwd")


def _nested() -> Iterator[tuple[str, bytes]]:
    """Things in each other without end."""
    yield "deep.docx", _document("<x>" * 100_000 + "</x>" * 100_000)
    archive, message = archive_of({"a.txt": b"98%"}), mail({0x1000: "98%"}, [], header=24)
    for _ in range(40):
        archive = archive_of({"in.zip": archive, "b.txt": b"98%"})
        message = mail({0x0037: "FW", 0x1000: "98%"}, [item(message)], header=24)
    yield "nested.zip", archive
    yield "nested.msg", compound_file(message)


def archive_of(parts: dict[str, bytes], links: Collection[str] = ()) -> bytes:
    """A ZIP of these files; those named in `links` are symbolic links to what they hold."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (stat.S_IFLNK if name in links else stat.S_IFREG) << 16
            archive.writestr(entry, content)
    return buffer.getvalue()


def _sheet(rows: str) -> str:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<?xml version="1.0"?><worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'


def _workbook(sheet: str) -> bytes:
    import openpyxl

    buffer = io.BytesIO()
    openpyxl.Workbook().save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return archive_of({**parts, "xl/worksheets/sheet1.xml": sheet.encode()})


def _document(main: str, target: str = "word/document.xml") -> bytes:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    relation = f'<Relationship Id="a" Type="{kind}" Target="{target}"/>'
    return archive_of(
        {
            "[Content_Types].xml": b"<Types/>",
            "_rels/.rels": f'<Relationships xmlns="{space}">{relation}</Relationships>'.encode(),
            "word/document.xml": main.encode(),
        }
    )
