"""The landing: what was read, as Parquet, one file per contract and month, replaced as a whole.

Here belongs putting rows of reports in and taking them out. Not here: which rows are good
(`data_contracts`), who reads them later. Rows are typed by their contract and sorted by its key, so the
same rows always give the same file.
"""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from orchestration.storage import parquet, partitions
from orchestration.storage.folder import Folder

# When a step ended says nothing about what was read; a second run must find that nothing is new.
_TIMES_OF_WORK = {"outcomes": ("finished_at",)}


@dataclass(frozen=True, slots=True)
class Landing:
    """The landing tables of a lake. Not for two writers at once (`locks`)."""

    folder: Folder

    def prepare(self) -> None:
        """Give each table its empty typed file; bring files of an older contract to today's columns."""
        for contract in parquet.landing_contracts():
            empty = partitions.file_name(contract, partitions.EMPTY_MONTH)
            if self._stored_schema(empty) == parquet.schema(contract):
                continue
            # The empty file goes last: its columns say that all months have them.
            for month in [*self.months(contract), partitions.EMPTY_MONTH]:
                rows = self.read_month(contract, month)
                self.folder.write(partitions.file_name(contract, month), parquet.to_parquet(rows))

    def land(self, contract: str, rows: pl.DataFrame, months: pl.Series, report_ids: Collection[str]) -> int:
        """Let `rows` (typed by the contract, the `YYYY-MM` of each in `months`) be all the reports have.

        What these reports had before is taken out of every month. Only files whose content changes are
        written. Returns how many files were written or removed.
        """
        strangers = set(rows["report_id"].unique()) - set(report_ids)
        if strangers:
            raise ValueError(
                f"{contract}: rows of reports that are not to be replaced: {sorted(strangers)[:3]}"
            )
        changed = 0
        for month in sorted(set(months.unique()) | self._months_with(contract, report_ids)):
            changed += self._replace(contract, month, rows.filter(months == month), report_ids)
        return changed

    def replace(self, contract: str, rows: pl.DataFrame) -> None:
        """Let `rows` be all of a table that belongs to no report; it has one file, without a month."""
        name = partitions.file_name(contract, partitions.NO_MONTH)
        after = parquet.in_key_order(parquet.conform(rows, contract), contract)
        if after.equals(self.read_month(contract, partitions.NO_MONTH)):
            return
        if after.is_empty():
            self.folder.remove(name)
        else:
            self.folder.write(name, parquet.to_parquet(after))

    def read(self, contract: str) -> pl.DataFrame:
        """All rows of the table, month by month in key order."""
        return pl.concat(
            [parquet.empty(contract), *(self.read_month(contract, m) for m in self.months(contract))]
        )

    def read_month(self, contract: str, month: str) -> pl.DataFrame:
        """The rows of one month in today's columns; none if there is no such file."""
        try:
            content = self.folder.read(partitions.file_name(contract, month))
        except FileNotFoundError:
            return parquet.empty(contract)
        return parquet.conform(parquet.from_parquet(content), contract)

    def months(self, contract: str) -> list[str]:
        """The months (`YYYY-MM`) for which the table has rows, in order."""
        names = self.folder.names(f"landing/{contract}")
        return [month for name in names if (month := partitions.month_of(name))]

    def reports_between(self, contract: str, first: str, last: str) -> set[str]:
        """Ids of the reports with rows in the months `first` to `last` (`YYYY-MM`, both included)."""
        months = [month for month in self.months(contract) if first <= month <= last]
        return {report for month in months for report in self._report_ids(contract, month)}

    def fingerprint(self) -> str:
        """32 hexadecimal digits over all that is landed, whenever that was; unchanged: nothing is new."""
        total = hashlib.blake2b(digest_size=16)
        for contract in parquet.landing_contracts():
            for month in self.months(contract):
                content = self.folder.read(partitions.file_name(contract, month))
                if contract in _TIMES_OF_WORK:
                    rows = parquet.from_parquet(content)
                    content = parquet.to_parquet(rows.drop(_TIMES_OF_WORK[contract]))
                total.update(f"{contract}/{month}:".encode())
                total.update(content)
        return total.hexdigest()

    def mirror(self, target: Path) -> Path:
        """The landing as a local folder: itself if the lake is local, else a copy made in `target`."""
        if self.folder.local_path is not None:
            return self.folder.local_path / "landing"
        copies = {name: target / Path(name).relative_to("landing") for name in self.folder.names("landing")}
        for former in set(target.rglob("*.parquet")) - set(copies.values()):
            former.unlink()
        for name, copy in copies.items():
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(self.folder.read(name))
        return target

    def _replace(self, contract: str, month: str, rows: pl.DataFrame, report_ids: Collection[str]) -> bool:
        before = self.read_month(contract, month)
        kept = before.filter(~pl.col("report_id").is_in(list(report_ids)))
        after = parquet.in_key_order(pl.concat([kept, parquet.conform(rows, contract)]), contract)
        if after.equals(before):
            return False
        name = partitions.file_name(contract, month)
        if after.is_empty():
            self.folder.remove(name)
        else:
            self.folder.write(name, parquet.to_parquet(after))
        return True

    def _months_with(self, contract: str, report_ids: Collection[str]) -> set[str]:
        wanted = set(report_ids)
        return {
            month
            for month in self.months(contract)
            if not wanted.isdisjoint(self._report_ids(contract, month))
        }

    def _report_ids(self, contract: str, month: str) -> list[str]:
        with self.folder.open(partitions.file_name(contract, month)) as handle:
            return parquet.distinct_in_parquet(handle, "report_id")

    def _stored_schema(self, name: str) -> pl.Schema | None:
        try:
            with self.folder.open(name) as handle:
                return pl.Schema(pl.read_parquet_schema(handle))
        except FileNotFoundError:
            return None
