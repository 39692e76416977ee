"""Frames typed by a landing contract, and their Parquet bytes.

Here belongs what makes two equal frames give equal bytes, and what tells that bytes are still the ones that
were written. Not here: where the bytes go (`landing`).

A file is sealed: its own metadata hold the sha256 of the file, taken while zeros stood in that place. The
seal travels with the file, in one write, and any reader of Parquet ignores it.
"""

import hashlib
import io
from functools import cache
from typing import BinaryIO

import polars as pl
import pyarrow.compute as pc
import pyarrow.parquet as pq

from data_contracts.frames import polars_schema
from data_contracts.model import load_table, tables

_SEAL = "cchc.sha256"
_UNSEALED = "0" * 64
_MAGIC = b"PAR1"
# Between the name of the seal and its digits: the type of the field and the length of what follows.
_BETWEEN = 2


def landing_contracts() -> tuple[str, ...]:
    """Names of the landing tables, sorted."""
    return tuple(table.name for table in tables("landing"))


@cache
def schema(contract: str) -> pl.Schema:
    """Columns and types of the table, in the contract's order."""
    return pl.Schema(polars_schema(load_table(contract)))


def empty(contract: str) -> pl.DataFrame:
    """The table without rows."""
    return schema(contract).to_frame()


def conform(frame: pl.DataFrame, contract: str) -> pl.DataFrame:
    """The frame in the contract's columns and types: missing ones null, foreign ones dropped."""
    wanted = schema(contract)
    missing = [pl.lit(None).alias(name) for name in wanted if name not in frame.columns]
    return frame.with_columns(missing).select(pl.col(name).cast(kind) for name, kind in wanted.items())


def in_key_order(frame: pl.DataFrame, contract: str) -> pl.DataFrame:
    """The rows in the one order that does not depend on how they came."""
    key = load_table(contract).key
    rest = [name for name in frame.columns if name not in key]
    return frame.sort(*key, *rest, nulls_last=True)


def to_parquet(frame: pl.DataFrame) -> bytes:
    """The same bytes for the same rows, whatever memory layout they have."""
    buffer = io.BytesIO()
    frame.rechunk().write_parquet(buffer, compression="zstd", metadata={_SEAL: _UNSEALED})
    content = buffer.getvalue()
    return _sealed(content, hashlib.sha256(content).hexdigest())


def damage(content: bytes) -> str | None:
    """What these bytes of a file are instead of what was written; None if they are what was written.

    A file without a seal, of an earlier version of this project, is sound if its rows can be read.
    """
    if not (content.startswith(_MAGIC) and content.endswith(_MAGIC) and len(content) > 2 * len(_MAGIC)):
        return f"{len(content)} bytes that do not begin and end as a Parquet file does"
    at = _place_of_seal(content)
    if at is None:
        try:
            from_parquet(content)
        except Exception as error:  # noqa: BLE001 - whatever the library says of broken bytes
            return f"{len(content)} bytes that cannot be read: {' '.join(str(error).split())}"
        return None
    told = content[at : at + len(_UNSEALED)].decode("ascii", "replace")
    actual = hashlib.sha256(_sealed(content, _UNSEALED)).hexdigest()
    return None if told == actual else f"{len(content)} bytes whose sha256 is {actual}, sealed with {told}"


def from_parquet(content: bytes) -> pl.DataFrame:
    """The rows in these bytes."""
    return pl.read_parquet(io.BytesIO(content))


def distinct_in_parquet(handle: BinaryIO, column: str) -> list[str]:
    """Distinct values of one column; the rest of the file is not read."""
    table = pq.read_table(handle, columns=[column])
    return [str(value) for value in pc.unique(table[column]).to_pylist()]


def _place_of_seal(content: bytes) -> int | None:
    at = content.rfind(_SEAL.encode())
    return None if at < 0 else at + len(_SEAL) + _BETWEEN


def _sealed(content: bytes, digits: str) -> bytes:
    at = _place_of_seal(content)
    if at is None:
        raise ValueError("expected Parquet bytes with a place for the seal, found none")
    return content[:at] + digits.encode() + content[at + len(digits) :]
