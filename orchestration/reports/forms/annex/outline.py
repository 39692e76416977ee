"""The tree of an annex: which row stands under which, by its numbering. Not what the rows say."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from orchestration.reports.forms.annex.layout import Line

_PREFIX = re.compile(
    r"^\s*(?P<mark>(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,4}|[A-H])(?=[.)]?\s)[.)]?"
    r"|[a-zđ]\)|[a-zđ]\.(?=\s)|[-–•*+])\s*(?P<rest>\S.*)$"
)
_DECIMAL = re.compile(r"^\d{1,2}(?:\.\d{1,2})*$")
_UNNUMBERED, _DASH, _PLUS = 20, 21, 22


@dataclass(eq=False)
class Node:
    """A row in the tree: its line, its label without numbering, the row above it and those under it.

    `block` is the first number of "3.1.2", empty where rows are not numbered so.
    """

    line: Line
    label: str
    depth: int
    block: str
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)

    def ancestors(self) -> Iterator[Node]:
        """The rows above, nearest first."""
        node = self.parent
        while node:
            yield node
            node = node.parent

    def earlier_siblings(self) -> list[Node]:
        """The rows before it under the same row, nearest first."""
        siblings = self.parent.children if self.parent else []
        return siblings[: siblings.index(self)][::-1] if self in siblings else []


def outline(lines: Iterable[Line]) -> list[Node]:
    """The rows as a tree, in reading order."""
    nodes: list[Node] = []
    stack: list[Node] = []
    for line in lines:
        depth, block, label = _place(line)
        while stack and (stack[-1].depth >= depth or (block and stack[-1].block not in {block, ""})):
            stack.pop()
        node = Node(line, label, depth, block, stack[-1] if stack else None)
        if node.parent:
            node.parent.children.append(node)
        stack.append(node)
        nodes.append(node)
    return nodes


def _place(line: Line) -> tuple[int, str, str]:
    """How deep a row stands, its block, and its label without the mark before it."""
    prefix = _PREFIX.match(line.label)
    label = prefix["rest"] if prefix else line.label
    mark = line.ordinal.strip() or (prefix["mark"] if prefix else "")
    bare = mark.strip(" .)(")
    return _depth(mark), bare.partition(".")[0] if _DECIMAL.match(bare) else "", label


def _depth(mark: str) -> int:
    bare = mark.strip(" .)(")
    if re.fullmatch(r"[IVX]{1,5}", bare):
        return 1
    if re.fullmatch(r"[A-H]", bare):
        return 0
    if _DECIMAL.match(bare):
        return 2 + bare.count(".")
    if mark[:1] in {"+", "*"}:
        return _PLUS
    if mark[:1] in {"-", "–", "•"}:
        return _DASH
    return 10 if re.fullmatch(r"[a-zđ]", bare) else _UNNUMBERED
