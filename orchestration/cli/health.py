"""`cchc health` and `cchc digest`: is everything well, for machines; the message of the day, for people.

Here belongs printing and exit codes. Not here: judging and sending (`orchestration.watch`).
"""

import json
from dataclasses import asdict

import click

from orchestration import clock
from orchestration.cli.output import say
from orchestration.settings import load_settings
from orchestration.watch.digest import message
from orchestration.watch.health import checks, is_well
from orchestration.watch.sending import send


@click.command()
def health() -> None:
    """Print a JSON object with every check; exit code 0 if nothing is broken, else 1."""
    now = clock.now()
    found = checks(load_settings(), now)
    told = {
        "is_well": is_well(found),
        "checked_at": now.isoformat(),
        "checks": [asdict(check) for check in found],
    }
    say(json.dumps(told, ensure_ascii=False))
    raise SystemExit(0 if is_well(found) else 1)


@click.command()
@click.option("--send", "is_to_send", is_flag=True, help="Send it to the addresses of CCHC_NOTIFY.")
def digest(*, is_to_send: bool) -> None:
    """Print the message of the day: what is broken, what to look at."""
    settings, now = load_settings(), clock.now()
    told = message(checks(settings, now), settings, now)
    if is_to_send:
        say(f"sent to {send(told, settings)} addresses: {told.subject}")
        return
    say(f"{told.subject}\n\n{told.text}")
