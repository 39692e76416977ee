"""Building the warehouse with dbt in a private file, and telling what came of each model and each test.

Here belongs one build, from landing files to judged tables. Not here: releasing it (`storage.releases`), SQL.
The private file stays between nights with its reference data in it: seeds, their tests and the unit tests run
only after the project has changed; every model and every test of a model runs each time.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from orchestration.storage import durable
from orchestration.storage.lake import Lake
from orchestration.warehouse.dbt_project import DbtProject
from orchestration.warehouse.facts import first_rows

if TYPE_CHECKING:
    from dbt_common.events.base_types import EventMsg

Progress = Callable[[int, int], None]
"""Called with the number of finished nodes and the number of all nodes of the build."""

FAILED = frozenset({"fail", "error", "runtime error"})
_ONLY_MODELS = ("--select", "resource_type:model", "--indirect-selection", "buildable")
_WITHOUT_UNIT_TESTS = ("--exclude-resource-type", "unit_test")


@dataclass(frozen=True, slots=True)
class ModelResult:
    """What became of one model or seed; `status` is dbt's: success, error, skipped."""

    unique_id: str
    schema: str
    name: str
    status: str
    message: str
    seconds: float


@dataclass(frozen=True, slots=True)
class TestResult:
    """What became of one test; `status` is dbt's: pass, warn, fail, error, skipped. `sql`: failing rows."""

    name: str
    model: str
    is_blocking: bool
    status: str
    failing_rows: int
    message: str
    sql: str

    @property
    def blocks(self) -> bool:
        """Whether nothing may be published because of it."""
        return self.status in FAILED


@dataclass(frozen=True, slots=True)
class Build:
    """One build: the private file and the results of all that ran."""

    file: Path
    models: tuple[ModelResult, ...] = ()
    tests: tuple[TestResult, ...] = ()
    problems: tuple[str, ...] = field(default=())

    @property
    def is_publishable(self) -> bool:
        """Whether every model was built and every blocking test passed."""
        return not self.problems


def input_fingerprint(lake: Lake, project: DbtProject) -> str:
    """32 hexadecimal digits over all that a build is made from: what has landed and the dbt project."""
    parts = f"{lake.landing.fingerprint()}{project.digest}"
    return hashlib.blake2b(parts.encode(), digest_size=16).hexdigest()


def build_warehouse(project: DbtProject, landing: Path, memory_limit: str, on_progress: Progress) -> Build:
    """Build and test every model from the landing files into the private file.

    Args:
        project: the dbt project; it is parsed first if its files have changed.
        landing: local folder with one folder of Parquet files for each landing contract.
        memory_limit: what DuckDB may use, for example `4GB`.
        on_progress: told after each node.

    Raises:
        DbtError: dbt could not run at all.
    """
    project.prepare()
    file = project.build_file
    seeded = file.with_name("seeded")
    is_seeded = seeded.exists() and seeded.read_text() == project.digest and file.exists()
    if not is_seeded:
        for leftover in (seeded, file, file.with_name(f"{file.name}.wal")):
            leftover.unlink(missing_ok=True)
    durable.make_folder(file.parent)
    results = project.call(
        ["build", *((*_ONLY_MODELS, *_WITHOUT_UNIT_TESTS) if is_seeded else ())],
        landing=landing,
        environment={"CCHC_MEMORY_LIMIT": memory_limit},
        on_event=_progress_of(on_progress),
    ).results
    build = _judge(file, results)
    if build.is_publishable and not is_seeded:
        durable.write_file(seeded, project.digest.encode())
    return build


def _progress_of(on_progress: Progress) -> Callable[["EventMsg"], None]:
    done = total = 0

    def on_event(event: "EventMsg") -> None:
        nonlocal done, total
        if event.info.name == "ConcurrencyLine":
            total = event.data.node_count
        elif event.info.name == "NodeFinished":
            done += 1
            on_progress(done, total)

    return on_event


def _judge(file: Path, results: list[Any]) -> Build:
    models = tuple(_model(r) for r in results if r.node.resource_type in ("model", "seed"))
    tests = tuple(_test(r) for r in results if r.node.resource_type == "test")
    unit_tests = [r for r in results if r.node.resource_type == "unit_test" and r.status in FAILED]
    problems = [f"model {m.schema}.{m.name}: {m.message}" for m in models if m.status in FAILED]
    problems += [f"unit test {r.node.name}: {r.message}" for r in unit_tests]
    problems += [_describe(file, test) for test in tests if test.blocks]
    return Build(file, models, tests, tuple(problems))


def _model(result: Any) -> ModelResult:
    node = result.node
    message = " ".join(str(result.message or "").split())
    return ModelResult(
        node.unique_id, node.schema, node.name, str(result.status), message, result.execution_time
    )


def _test(result: Any) -> TestResult:
    node = result.node
    message = " ".join(str(result.message or "").split())
    return TestResult(
        name=node.name,
        model=tested_model(node.to_dict()),
        is_blocking=str(node.config.severity).lower() == "error",
        status=str(result.status),
        failing_rows=result.failures or 0,
        message=message,
        sql=node.compiled_code or "",
    )


def tested_model(node: dict[str, Any]) -> str:
    """Dbt's unique id of what a test is about: what it is attached to, else the last that it refers to."""
    attached = node.get("attached_node")
    if attached:
        return str(attached)
    models = [name for name in node["depends_on"]["nodes"] if name.startswith(("model.", "seed."))]
    return str(models[-1])


def _describe(file: Path, test: TestResult) -> str:
    subject = f"test {test.name} on {test.model.rsplit('.', 1)[-1]}"
    if test.status != "fail":
        return f"{subject} could not run: {test.message}"
    return f"{subject}: {test.failing_rows} failing rows. {test.message}\n{first_rows(file, test.sql)}"
