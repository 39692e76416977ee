"""What one sees while a refresh works: a moving line on a terminal, plain lines elsewhere.

Here belongs showing the records of the logger `cchc.progress`. Not here: who writes them (`defs`).
"""

import logging
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path

from orchestration.cli.output import say

_LOG_BYTES = 10_000_000
Show = Callable[[str], None]


class _Display(logging.Handler):
    def __init__(self, show: Callable[[logging.LogRecord], None]) -> None:
        super().__init__(logging.INFO)
        self._show = show

    def emit(self, record: logging.LogRecord) -> None:
        self._show(record)


@contextmanager
def progress_shown() -> Iterator[Show]:
    """Show progress while the block runs; yields a function that shows a line of the caller's own."""
    logger = logging.getLogger("cchc.progress")
    logger.setLevel(logging.INFO)
    display = _on_terminal() if sys.stdout.isatty() else _plain()
    with display as show:
        handler = _Display(show)
        logger.addHandler(handler)
        try:
            yield logger.info
        finally:
            logger.removeHandler(handler)


@contextmanager
def quiet_libraries(log: Path) -> Iterator[None]:
    """Send what libraries log and warn of to a file; the console is for the reader of the summary."""
    log.parent.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(log, maxBytes=_LOG_BYTES, backupCount=1, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    logging.captureWarnings(True)
    warnings.simplefilter("default")
    try:
        yield
    finally:
        logging.captureWarnings(False)
        root.removeHandler(handler)
        handler.close()


@contextmanager
def _on_terminal() -> Iterator[Callable[[logging.LogRecord], None]]:
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
    )

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, transient=True) as bars:
        task = bars.add_task("starting", total=None)

        def show(record: logging.LogRecord) -> None:
            text = getattr(record, "step", record.getMessage())
            bars.update(
                task,
                description=text,
                total=getattr(record, "total", None),
                completed=getattr(record, "done", 0),
            )

        yield show


@contextmanager
def _plain() -> Iterator[Callable[[logging.LogRecord], None]]:
    last = ""

    def show(record: logging.LogRecord) -> None:
        nonlocal last
        step = getattr(record, "step", record.getMessage())
        if step != last:
            total = getattr(record, "total", None)
            say(f"{step} {total} ..." if total else f"{step} ...", at_once=True)
        last = step

    yield show
