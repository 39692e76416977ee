"""All configuration: each setting with its default and its effect, read from the environment only.

Here belongs what may differ between installations. Not here: what the flow does with it, secrets of object
stores (fsspec and its drivers read their own environment variables).
"""

import os
import re
from dataclasses import fields
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, ValidationError, ValidationInfo
from pydantic_settings import BaseSettings, SettingsConfigDict

from orchestration.reports.limits import Limits

PROJECT_ROOT = Path(__file__).resolve().parent.parent
DBT_PROJECT = PROJECT_ROOT / "dbt_project"
PREFIX = "CCHC_"
_DATABASE = "DAGSTER_POSTGRES_URL"  # read by Dagster itself, in production
TIMEZONE = "Asia/Ho_Chi_Minh"

_LIMITS = Limits()
_PASSWORD = re.compile(r"://[^/\s]*:[^/\s]*@")

# Handed to dbt for one build; whoever sets them beside it does no harm.
_HANDED_TO_DBT = {"CCHC_BUILD_FILE", "CCHC_LANDING"}


class SettingsError(Exception):
    """The configuration is wrong; the message names the setting, what was found and what to do."""


def _absolute_path(path: Path) -> Path:
    return path.expanduser().absolute()


def absolute_location(location: str, named: str = "the place") -> str:
    """A URL as it stands, a path made absolute.

    Raises:
        SettingsError: a URL with a password in it, which would be told wherever the place is.
    """
    if "://" not in location:
        return str(_absolute_path(Path(location)))
    if _PASSWORD.search(location):
        raise SettingsError(
            f"{named}: expected a URL without a password, found one with (not shown here). "
            "Give it to the driver of that kind of place by its own environment variables or files."
        )
    return location


def _location(value: str, told: ValidationInfo) -> str:
    return absolute_location(value, variable(told.field_name or ""))


Location = Annotated[str, AfterValidator(_location)]
LocalPath = Annotated[Path, AfterValidator(_absolute_path)]


class Settings(BaseSettings):
    """One installation. Relative paths count from the current directory, defaults from the project."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, env_ignore_empty=True)

    reports: Location = Field(
        default=str(PROJECT_ROOT / "reports"),
        description="Drop folder: a directory or a URL that fsspec knows. Every file below it is a report.",
    )
    lake: Location = Field(
        default=str(PROJECT_ROOT / "lake"),
        description="Where reports are archived and landed: a directory or a URL that fsspec knows (s3://bucket/lake).",
    )
    warehouse: LocalPath = Field(
        default=PROJECT_ROOT / "warehouse",
        description="Local directory of the releases, the link cchc.duckdb, and the state of the build.",
    )
    keep_releases: int = Field(
        default=7,
        ge=1,
        description="How many releases are kept; also the one that analysts read, the one before it, and any "
        "that a process has open.",
    )
    keep_run_days: int = Field(
        default=90,
        ge=1,
        description="How long the weekly tidying leaves a finished run with its events and logs in Dagster. "
        "The run that wrote the newest state of an asset stays.",
    )
    keep_log_days: int = Field(
        default=30,
        ge=1,
        description="How long the weekly tidying leaves dbt's logs and compiled SQL.",
    )
    memory_limit: str = Field(
        default="4GB",
        pattern=r"^\d+(\.\d+)?\s?(MB|GB|TB|MiB|GiB|TiB)$",
        description="Memory that DuckDB may use while it builds; beyond it spills to disk.",
    )
    max_file_megabytes: int = Field(
        default=_LIMITS.file_megabytes,
        ge=1,
        description="Largest report that is read, and largest file in an archive or mail.",
    )
    max_unpacked_megabytes: int = Field(
        default=_LIMITS.unpacked_megabytes,
        ge=1,
        description="Largest unpacked size of an office file, or of all files in an archive or mail.",
    )
    max_expansion: int = Field(
        default=_LIMITS.expansion,
        ge=1,
        description="How many times larger than packed a file in an archive may be.",
    )
    max_members: int = Field(
        default=_LIMITS.members,
        ge=1,
        description="Most files in an archive or mail, with those in archives inside it.",
    )
    max_nesting: int = Field(
        default=_LIMITS.nesting, ge=1, description="How many archives and mails may be in each other."
    )
    max_pages: int = Field(default=_LIMITS.pages, ge=1, description="Most pages of a PDF or scan.")
    max_cells: int = Field(default=_LIMITS.cells, ge=1, description="Most cells of a table.")
    max_image_pixels: int = Field(default=_LIMITS.image_pixels, ge=1, description="Most pixels of a picture.")
    max_seconds: int = Field(
        default=_LIMITS.seconds,
        ge=1,
        description="Longest time to read one report; then its worker is ended and the report refused.",
    )
    max_memory_megabytes: int = Field(
        default=_LIMITS.memory_megabytes, ge=1, description="Most memory that reading one report may take."
    )
    refresh_hours: int = Field(
        default=26, ge=1, description="After how many hours without a refresh a night counts as missed."
    )
    release_days: int = Field(
        default=100, ge=1, description="After how many days without a new release the digest warns."
    )
    free_gigabytes: int = Field(
        default=5, ge=0, description="How much disk must be free; less is told as broken."
    )
    notify: SecretStr = Field(
        default=SecretStr(""),
        description="Who gets the digest: apprise addresses (mailto://…, json://…), separated by spaces.",
    )
    ui_url: str = Field(
        default="http://127.0.0.1:3000", description="Where the Dagster UI is, for the link in the digest."
    )
    dictionary_url: str = Field(
        default="http://127.0.0.1:3002/data-dictionary.html",
        description="Where browsers find docs/data-dictionary.html; assets link to their tables there.",
    )
    dagster_home: LocalPath = Field(
        default=PROJECT_ROOT / ".dagster",
        validation_alias="DAGSTER_HOME",
        description="Where Dagster keeps runs, events and schedules.",
    )

    @property
    def limits(self) -> Limits:
        """What one report may cost; another value of one makes all archived reports be read again."""
        return Limits(**{field.name: getattr(self, f"max_{field.name}") for field in fields(Limits)})

    @property
    def state(self) -> Path:
        """What the build keeps between nights: dbt's manifest, the private file. May be deleted any time."""
        return self.warehouse / "state"

    @property
    def released_file(self) -> Path:
        """The link that analysts open, read-only."""
        return self.warehouse / "cchc.duckdb"


def load_settings() -> Settings:
    """The settings of this process's environment, checked.

    Raises:
        SettingsError: a value is unusable, or a CCHC_ variable is none of ours.
    """
    _refuse_unknown_names()
    _refuse_useless_database()
    try:
        settings = Settings()
    except ValidationError as error:
        raise SettingsError("\n".join(_explain(problem) for problem in error.errors())) from error
    _refuse_useless_places(settings)
    return settings


def variable(name: str) -> str:
    """The environment variable of a setting."""
    return str(Settings.model_fields[name].validation_alias or f"{PREFIX}{name.upper()}")


def names() -> dict[str, str]:
    """Environment variable to effect, for every setting."""
    return {variable(name): field.description or "" for name, field in Settings.model_fields.items()}


def _refuse_unknown_names() -> None:
    known = set(names()) | _HANDED_TO_DBT
    for name in sorted(os.environ):
        if name.startswith(PREFIX) and name not in known:
            close = get_close_matches(name, known, n=1)
            hint = f"Did you mean {close[0]}?" if close else "Unset it."
            raise SettingsError(
                f"{name}: expected one of {', '.join(sorted(names()))}, found an unknown setting. {hint}"
            )


def _refuse_useless_database() -> None:
    """Looked at before Dagster does, which tells an address that it cannot read with its password."""
    url = os.environ.get(_DATABASE)
    if url is None or _is_database(url):
        return
    raise SettingsError(
        f"{_DATABASE}: expected postgresql+psycopg2://USER:PASSWORD@HOST:PORT/DATABASE, found an address "
        "that cannot be read (not shown: it may hold a password). Its password has %2F for / and %40 for @."
    )


def _is_database(url: str) -> bool:
    try:
        address = urlsplit(url)
        return address.scheme.startswith("postgresql") and bool(address.netloc) and address.port != 0
    except ValueError:  # the port is no number
        return False


def _refuse_useless_places(settings: Settings) -> None:
    """One place in another would be read as reports, or be copied and removed with it."""
    named = ("reports", "lake", "warehouse", "dagster_home")
    places = {name: str(getattr(settings, name)) for name in named}
    for name in ("warehouse", "dagster_home"):
        if ":/" in places[name] or Path(places[name]).is_file():
            raise SettingsError(
                f"{variable(name)}: expected a folder on this machine, found {places[name]!r}. "
                f"Its effect: {names()[variable(name)]}"
            )
    for outer in ("reports", "lake", "warehouse"):
        for inner in places:
            if inner != outer and f"{places[inner]}/".startswith(f"{places[outer]}/"):
                raise SettingsError(
                    f"{variable(inner)}: expected a place outside {variable(outer)}, found "
                    f"{places[inner]!r}, which lies in {places[outer]!r}. Set one of them to another place."
                )


def _explain(problem: object) -> str:
    details = dict(problem) if isinstance(problem, dict) else {}
    name = str(details["loc"][0])
    name = name if name.isupper() else f"{PREFIX}{name.upper()}"
    effect = names().get(name, "")
    return f"{name}: {details['msg']}; found {details['input']!r}. Its effect: {effect}"
