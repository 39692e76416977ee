"""Parsing the YAML of the catalogues: with libyaml's parser, as the one in Python takes half of a start."""

from __future__ import annotations

from typing import Any

import yaml

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse_yaml(text: str) -> Any:
    """The data in a YAML text; only plain data, no objects."""
    return yaml.load(text, Loader=_Loader)  # noqa: S506 - both are safe loaders
