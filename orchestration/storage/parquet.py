"""Frames typed by a landing contract, and their Parquet bytes.

Here belongs what makes two equal frames give equal bytes. Not here: where the bytes go (`landing`).
"""

import io
from functools import cache
from typing import BinaryIO

import polars as pl
import pyarrow.compute as pc
import pyarrow.parquet as pq

from data_contracts.frames import polars_schema
from data_contracts.model import load_table, tables


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
    frame.rechunk().write_parquet(buffer, compression="zstd")
    return buffer.getvalue()


def from_parquet(content: bytes) -> pl.DataFrame:
    """The rows in these bytes."""
    return pl.read_parquet(io.BytesIO(content))


def distinct_in_parquet(handle: BinaryIO, column: str) -> list[str]:
    """Distinct values of one column; the rest of the file is not read."""
    table = pq.read_table(handle, columns=[column])
    return [str(value) for value in pc.unique(table[column]).to_pylist()]
