"""The pictures of docs/operator.md: `python docs/screenshots/take.py [UI_URL]`.

Takes them from pages that are being served (`make ui` after some refreshes). Here belongs which page shows
what. Not here: the browser (`browser`).
"""

import json
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

from browser import Page, browser

HERE = Path(__file__).parent
_NIGHTS = 'query { runsOrError(filter: {pipelineName: "nightly_refresh", statuses: [SUCCESS]}, limit: 20) '
_NIGHTS += "{ ... on Runs { results { runId stepStats { stepKey startTime endTime } } } } }"


def main(ui: str) -> None:
    """Take all pictures."""
    night = longest_night(ui)
    takers: dict[str, Callable[[Page], None]] = {
        "graph": lambda page: graph(page, ui),
        "broken-now": lambda page: broken_now(page, ui),
        "night": lambda page: the_night(page, ui),
        "plots": lambda page: plots(page, ui),
        "gantt": lambda page: page.open(f"{ui}/runs/{night}", "Succeeded", "released_warehouse"),
        "runs": lambda page: page.open(f"{ui}/runs", "nightly_refresh"),
        "table": lambda page: page.open(
            f"{ui}/assets/warehouse/fct_provincial_rankings", "dictionary", "blocking_tests"
        ),
    }
    with browser() as page:
        for name, take in takers.items():
            take(page)
            page.picture(HERE / f"{name}.png", height=1100 if name in {"plots", "night"} else 900)


def graph(page: Page, ui: str) -> None:
    """The stages, each folded, in the order in which the night goes through them."""
    page.open(f"{ui}/asset-groups", "intake", "release")


def broken_now(page: Page, ui: str) -> None:
    """What is open now, with advice."""
    page.open(f"{ui}/assets/night?view=checks&checkDetail=what_is_broken_now", "what_is_broken_now", "open")


def the_night(page: Page, ui: str) -> None:
    """The last entry with the reports and why they were refused."""
    page.open(f"{ui}/assets/night?view=events", "Materialized")


def plots(page: Page, ui: str) -> None:
    """Figures night after night."""
    page.open(f"{ui}/assets/night?view=overview", "Look here first")


def longest_night(ui: str) -> str:
    """The run whose steps took longest: one in which all stages worked."""
    request = urllib.request.Request(
        f"{ui}/graphql", json.dumps({"query": _NIGHTS}).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request) as answer:
        runs = json.load(answer)["data"]["runsOrError"]["results"]
    return str(max(runs, key=_worked)["runId"])


def _worked(run: dict[str, Any]) -> float:
    return float(sum(step["endTime"] - step["startTime"] for step in run["stepStats"]))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:3000")
