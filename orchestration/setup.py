"""Making an installation ready: folders, the Dagster home, the parsed dbt project. Quick when done.

Run as `python -m orchestration.setup` before the Dagster UI or its checks; `cchc refresh` does it by itself.
"""

import os
import sys

from orchestration.settings import DBT_PROJECT, PROJECT_ROOT, Settings, SettingsError, load_settings
from orchestration.warehouse.dbt_project import DbtError, DbtProject


def prepare(settings: Settings) -> None:
    """Make ready what a run or the UI needs; DbtError if the dbt project cannot be parsed."""
    prepare_dagster_home(settings)
    DbtProject(DBT_PROJECT, settings.state / "dbt").prepare()


def prepare_dagster_home(settings: Settings) -> None:
    """Create the Dagster home with our configuration, unless it has its own, and let this process use it."""
    settings.dagster_home.mkdir(parents=True, exist_ok=True)
    configuration = settings.dagster_home / "dagster.yaml"
    if not configuration.exists():
        # A link, so that an update of the project reaches homes that were made before it.
        configuration.unlink(missing_ok=True)
        configuration.symlink_to(PROJECT_ROOT / "deploy" / "dagster.yaml")
    os.environ["DAGSTER_HOME"] = str(settings.dagster_home)


if __name__ == "__main__":
    try:
        prepare(load_settings())
    except (SettingsError, DbtError) as error:
        sys.exit(str(error))
