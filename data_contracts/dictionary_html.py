"""The data dictionary as one HTML file: no internet, no server; the browser's search finds every word.

Here belongs the look of the page. Not here: which tables it shows and what is said of them (`dictionary`).
"""

from collections.abc import Iterator, Sequence
from html import escape

from data_contracts.additivity import described
from data_contracts.functions import ReleaseFunction
from data_contracts.model import Column, Table

Section = tuple[str, Sequence[Table]]
_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 90rem; padding: 1rem 2rem }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1.5rem }
th, td { border: 1px solid #d0d0d0; padding: .3rem .5rem; text-align: left; vertical-align: top }
th { background: #f3f3f3; position: sticky; top: 0 }
code { font: 13px/1.4 ui-monospace, monospace; overflow-wrap: anywhere }
blockquote { border-left: 4px solid #c07000; background: #fff6e8; margin: .5rem 0; padding: .3rem 1rem }
nav ul { columns: 18rem; list-style: none; padding: 0 }
pre { background: #f6f6f6; padding: .5rem 1rem; white-space: pre-wrap }
"""


def page(introduction: str, sections: Sequence[Section], functions: Sequence[ReleaseFunction]) -> str:
    """The whole page; `introduction` is a heading and paragraphs of plain text, blank lines between them."""
    heading, *paragraphs = introduction.strip().split("\n\n")
    title = escape(heading.removeprefix("# "))
    lines = [
        "<!doctype html>",
        '<html lang="vi">',
        f'<head><meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style></head>',
        f"<body>\n<h1>{title}</h1>",
        *(f"<p>{_text(paragraph)}</p>" for paragraph in paragraphs),
        *_contents(sections, functions),
    ]
    for label, tables in sections:
        lines.append(f"<h2>{escape(label)}</h2>")
        for table in tables:
            lines += _table(table)
    lines.append("<h2>Functions · Các hàm</h2>")
    for function in functions:
        lines += _function(function)
    return "\n".join([*lines, "</body>", "</html>", ""])


def _text(text: str) -> str:
    """Words with `code` between backquotes."""
    parts = escape(" ".join(text.split()), quote=False).split("`")
    return "".join(f"<code>{part}</code>" if number % 2 else part for number, part in enumerate(parts))


def _contents(sections: Sequence[Section], functions: Sequence[ReleaseFunction]) -> Iterator[str]:
    names = [table.name for _, tables in sections for table in tables]
    names += [function.name for function in functions]
    links = "".join(f'<li><a href="#{name}"><code>{name}</code></a></li>' for name in names)
    yield f"<nav><ul>{links}</ul></nav>"


def _table(table: Table) -> Iterator[str]:
    yield f'<h3 id="{table.name}"><code>{table.name}</code></h3>'
    yield f"<p><b>Grain.</b> {_text(f'{table.grain.en} {table.description.en}')}</p>"
    yield f'<p lang="vi"><b>Mỗi dòng.</b> {_text(f"{table.grain.vi} {table.description.vi}")}</p>'
    if table.key:
        yield f"<p>Key · Khóa: <code>{', '.join(table.key)}</code></p>"
    for note in table.usage:
        yield f'<blockquote><p>{_text(note.en)}</p><p lang="vi">{_text(note.vi)}</p></blockquote>'
    yield "<table><thead><tr><th>field</th><th>type, unit</th><th>required</th><th>English</th>"
    yield "<th>Tiếng Việt</th><th>allowed</th></tr></thead><tbody>"
    yield from (_row(table, column) for column in table.columns)
    yield "</tbody></table>"


def _row(table: Table, column: Column) -> str:
    text = described(column)
    unit = f", {escape(column.unit)}" if column.unit else ""
    cells = (
        f"<code>{column.name}</code>",
        f"{column.type}{unit}",
        "●" if column.required else "",
        _text(text.en),
        _text(text.vi),
        _allowed(column),
    )
    return f'<tr id="{table.name}.{column.name}">{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'


def _allowed(column: Column) -> str:
    limits = column.constraints
    parts = [", ".join(limits.enum)] if limits.enum is not None else []
    parts += [f"≥ {limits.min:g}"] if limits.min is not None else []
    parts += [f"≤ {limits.max:g}"] if limits.max is not None else []
    parts += [limits.pattern] if limits.pattern is not None else []
    return f"<code>{escape('; '.join(parts), quote=False)}</code>" if parts else ""


def _function(function: ReleaseFunction) -> Iterator[str]:
    yield f'<h3 id="{function.name}"><code>{escape(function.signature)}</code></h3>'
    yield f'<p>{_text(function.description.en)}</p><p lang="vi">{_text(function.description.vi)}</p>'
    yield f"<pre>{escape(function.example, quote=False)}</pre>"
