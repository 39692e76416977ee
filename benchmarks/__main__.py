"""`make bench`: what the product costs over its bare parts, measured in one session, printed as ratios.

Baselines: a bare `dbt build` of the same models on the same landing, the first refresh, the start of Python.
"""

import shutil
import statistics
import tempfile
from pathlib import Path

from benchmarks.workspace import BIN, REPOSITORY, Workspace, seconds

ROUNDS = 3
NEW_REPORT = "\n".join(
    [
        "Kết quả giải quyết thủ tục hành chính quý I năm 2023 (số liệu giả định để đo tốc độ)",
        "Trong quý I năm 2023, tỉnh Lào Cai tiếp nhận 10.{round:03d} hồ sơ, đã giải quyết 9.000 hồ sơ.",
    ]
)


def bare_dbt_build(workspace: Workspace, round_number: int) -> float:
    """Seconds of the plain command line of dbt, building what the refresh builds."""
    target = workspace.root / f"bare-{round_number}"
    target.mkdir()
    environment = {
        **workspace.environment,
        "CCHC_LANDING": str(workspace.root / "lake" / "landing"),
        "CCHC_BUILD_FILE": str(target / "cchc.duckdb"),
        "DBT_TARGET_PATH": str(target / "target"),
        "DBT_LOG_PATH": str(target / "logs"),
    }
    project = REPOSITORY / "dbt_project"
    command = [BIN / "dbt", "build", "--project-dir", project, "--profiles-dir", project, "--quiet"]
    return seconds([*command, "--exclude-resource-type", "unit_test"], environment)


def measure_round(root: Path, round_number: int) -> dict[str, float]:
    """One round: first refresh, bare build, a refresh with one new report, a refresh with nothing new."""
    workspace = Workspace(root=root / f"round-{round_number}", reports=root / f"reports-{round_number}")
    workspace.root.mkdir()
    shutil.copytree(REPOSITORY / "reports", workspace.reports)
    refresh = [BIN / "cchc", "refresh"]
    times = {"first refresh": seconds(refresh, workspace.environment)}
    times["bare dbt build"] = bare_dbt_build(workspace, round_number)
    new_report = workspace.reports / "new-report.txt"
    new_report.write_text(NEW_REPORT.format(round=round_number), encoding="utf-8")
    times["refresh with one new report"] = seconds(refresh, workspace.environment)
    times["refresh with nothing new"] = seconds(refresh, workspace.environment)
    times["cchc read of one text"] = seconds([BIN / "cchc", "read", new_report], workspace.environment)
    times["start of Python"] = seconds([BIN / "python", "-c", "pass"], {})
    return times


RATIOS = (
    ("first refresh", "bare dbt build", 2.5),
    ("refresh with one new report", "bare dbt build", None),
    ("refresh with one new report", "first refresh", 0.5),
    ("refresh with nothing new", "first refresh", None),
    ("cchc read of one text", "start of Python", None),
)


def main() -> None:
    """Measure and print the median ratio of each pair over the rounds."""
    with tempfile.TemporaryDirectory() as folder:
        rounds = [measure_round(Path(folder), number) for number in range(ROUNDS)]
    print(f"{'measured':30} {'against':22} {'ratio':>7}   aim   (median of {ROUNDS} rounds, one session)")
    for measured, baseline, aim in RATIOS:
        ratio = statistics.median(times[measured] / times[baseline] for times in rounds)
        print(f"{measured:30} {baseline:22} {ratio:7.2f}   {f'<= {aim}' if aim else '-'}")


if __name__ == "__main__":
    main()
