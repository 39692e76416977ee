"""The pictures of docs/operator.md: `python docs/screenshots/take.py [UI_URL]`.

Takes them from pages that are being served (`make ui` after some refreshes). Here belongs which page shows
what. Not here: the browser (`browser`).
"""

import json
import sys
import urllib.request
from pathlib import Path
from typing import Any

from browser import browser

HERE = Path(__file__).parent
_NIGHTS = 'query { runsOrError(filter: {pipelineName: "nightly_refresh", statuses: [SUCCESS]}, limit: 20) '
_NIGHTS += "{ ... on Runs { results { runId stepStats { stepKey startTime endTime } } } } }"
_ENTRIES = (
    'query { assetOrError(assetKey: {path: ["night"]}) { ... on Asset { assetMaterializations(limit: 50) '
)
_ENTRIES += "{ timestamp metadataEntries { ... on IntMetadataEntry { label intValue } } } } } }"


def main(ui: str) -> None:
    """Take all pictures."""
    with browser() as page:
        page.size(1500, 560)
        page.open(f"{ui}/asset-groups", "1_intake", "8_release")
        page.picture(HERE / "graph.png", (240, 0, 1260, 560))
        page.size(1500, 1000)

        page.open(f"{ui}/assets/night?view=overview", "Look here first", "refused_reports")
        page.click("Plots")
        page.wait("seconds_landing")
        page.size(1500, 1900)
        page.picture(HERE / "plots.png")

        page.size(1500, 1000)
        page.open(
            f"{ui}/assets/night?view=events&time={busiest_entry(ui)}", "Materialized", "[Show Markdown]"
        )
        page.click("[Show Markdown]")
        page.wait("verdict")
        page.picture(HERE / "reports.png")

        page.open(f"{ui}/assets/night?view=checks&checkDetail=what_is_broken_now", "to_look_at")
        page.picture(HERE / "broken-now.png", (240, 0, 1260, 1000))

        page.open(f"{ui}/runs", "nightly_refresh")
        page.picture(HERE / "runs.png")

        page.open(f"{ui}/runs/{full_night(ui)}", "Succeeded", "released_warehouse")
        page.picture(HERE / "gantt.png", (240, 0, 1260, 380))

        page.open(f"{ui}/assets/warehouse/fct_provincial_rankings", "Latest check results", "Columns")
        page.picture(HERE / "table.png", (240, 0, 1260, 1000))


def full_night(ui: str) -> str:
    """The run in which building took longest: every stage worked."""
    runs = ask(ui, _NIGHTS)["runsOrError"]["results"]
    return str(max(runs, key=_building)["runId"])


def busiest_entry(ui: str) -> str:
    """The time of the entry of the night with most reports."""
    entries = ask(ui, _ENTRIES)["assetOrError"]["assetMaterializations"]
    return str(max(entries, key=_read)["timestamp"])


def ask(ui: str, query: str) -> Any:
    """What the pages' own interface answers."""
    request = urllib.request.Request(
        f"{ui}/graphql", json.dumps({"query": query}).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)["data"]


def _read(entry: dict[str, Any]) -> int:
    return sum(told["intValue"] for told in entry["metadataEntries"] if told.get("label") == "read")


def _building(run: dict[str, Any]) -> float:
    return sum(
        step["endTime"] - step["startTime"] for step in run["stepStats"] if step["stepKey"] == "dbt_models"
    )


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:3000")
