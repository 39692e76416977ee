"""The dbt project of an installation: a manifest parsed once per state of the files, and how dbt is called.

Here belongs preparing and calling dbt in this process. Not here: judging a build (`build`), models.
dbt takes seconds to import and to parse, so both happen only where dbt is really needed.
"""

import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from orchestration.storage import durable

if TYPE_CHECKING:
    from dbt.cli.main import dbtRunnerResult
    from dbt.contracts.graph.manifest import Manifest
    from dbt_common.events.base_types import EventMsg

_SUFFIXES = {".sql", ".yml", ".yaml", ".csv", ".md"}
_GENERATED = {"target", "logs", "dbt_packages"}


class DbtError(Exception):
    """dbt could not parse or run at all; the message is dbt's own."""


class NotPreparedError(Exception):
    """There is no manifest yet; the message says how to get one."""


@dataclass(frozen=True)
class DbtProject:
    """A dbt project and the folder that keeps what dbt makes of it. `state` may be deleted at any time."""

    folder: Path
    state: Path

    @cached_property
    def digest(self) -> str:
        """32 hexadecimal digits over every file of the project; another digest asks for parsing anew."""
        total = hashlib.blake2b(digest_size=16)
        for path in sorted(self.folder.rglob("*")):
            relative = path.relative_to(self.folder)
            if path.suffix in _SUFFIXES and relative.parts[0] not in _GENERATED:
                total.update(relative.as_posix().encode())
                total.update(hashlib.blake2b(path.read_bytes()).digest())
        return total.hexdigest()

    @property
    def manifest_path(self) -> Path:
        """Dbt's manifest.json.

        Raises:
            NotPreparedError: the project was never parsed here.
        """
        path = self.state / "target" / "manifest.json"
        if not path.exists():
            raise NotPreparedError(
                f"{path}: expected dbt's manifest, found no file. Run `python -m orchestration.setup` first."
            )
        return path

    @property
    def build_file(self) -> Path:
        """The private file that dbt builds; it has the stem of the released file."""
        return self.state / "build" / "cchc.duckdb"

    @property
    def is_prepared(self) -> bool:
        """Whether the manifest here is the one of the files as they are now."""
        return self._stamp.exists() and self._stamp.read_text() == self.digest

    def prepare(self) -> None:
        """Parse the project unless that is done; DbtError with dbt's message if a file is wrong."""
        if self.is_prepared:
            return
        durable.make_folder(self.state)
        # The manifest keeps the name of the database: parsed and built, the file must have the same stem.
        self.call(["parse"], landing=self.state)
        durable.write_file(self._stamp, self.digest.encode())

    def call(
        self,
        arguments: Sequence[str],
        *,
        landing: Path,
        environment: Mapping[str, str] | None = None,
        on_event: Callable[["EventMsg"], None] | None = None,
    ) -> Any:
        """Run one dbt command in this process, its log under `state`; returns its result.

        Raises:
            DbtError: dbt itself failed, as opposed to a model or test of the project.
        """
        from dbt.adapters.duckdb.connections import DuckDBConnectionManager
        from dbt.cli.main import dbtRunner

        where = {"project-dir": self.folder, "profiles-dir": self.folder}
        where |= {"target-path": self.state / "target", "log-path": self.state / "logs"}
        options = [part for name, path in where.items() for part in (f"--{name}", str(path))]
        options += ["--log-level", "none", "--log-level-file", "info", "--no-version-check"]
        if arguments[0] != "parse":
            options.append("--no-write-json")  # the prepared manifest stays; writing it again takes a second
        os.environ.update(
            {"CCHC_BUILD_FILE": str(self.build_file), "CCHC_LANDING": str(landing), **(environment or {})}
        )
        os.environ["DBT_SEND_ANONYMOUS_USAGE_STATS"] = "false"
        manifest = None if arguments[0] == "parse" else self._manifest()
        runner = dbtRunner(manifest=manifest, callbacks=[on_event] if on_event else None)
        outcome: dbtRunnerResult = runner.invoke([*arguments, *options])
        # dbt keeps the file open until the process ends, and nobody else could open it to look or to publish.
        DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]
        if outcome.exception is not None:
            raise DbtError(f"dbt {arguments[0]}: {outcome.exception}") from outcome.exception
        return outcome.result

    def _manifest(self) -> "Manifest":
        from dbt.contracts.graph.manifest import Manifest
        from dbt.parser.manifest import extended_mashumuro_decoder

        content = (self.state / "target" / "partial_parse.msgpack").read_bytes()
        return Manifest.from_msgpack(content, decoder=extended_mashumuro_decoder)

    @property
    def _stamp(self) -> Path:
        return self.state / "prepared"
