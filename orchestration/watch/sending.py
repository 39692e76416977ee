"""Sending a message to every address of the settings, by mail, webhook, or whatever else apprise knows.

Here belongs handing over to apprise and telling what did not arrive, without a secret in the message. Not
here: the wording (`digest`).
"""

import logging

from data_contracts.reasons import TransientFailure
from orchestration.settings import Settings
from orchestration.watch.digest import Message


def send(message: Message, settings: Settings) -> int:
    """Send to each address, whatever becomes of the others; returns how many there are.

    Raises:
        TransientFailure: an address was not reached, or there is none; says which by its place in the list
            and its kind, never in full: addresses hold passwords.
    """
    import apprise

    logging.getLogger("apprise").setLevel(logging.CRITICAL)
    addresses = settings.notify.get_secret_value().split()
    if not addresses:
        raise TransientFailure(
            "CCHC_NOTIFY: expected at least one address, found none. Set it, then send again."
        )
    failed = []
    for number, address in enumerate(addresses, start=1):
        one = apprise.Apprise()
        if not one.add(address) or not one.notify(title=message.subject, body=message.text):
            failed.append(f"address {number} ({address.partition('://')[0]}://…)")
    if failed:
        reached = f"{len(addresses) - len(failed)} of {len(addresses)} did"
        raise TransientFailure(
            f"CCHC_NOTIFY: expected every address to take the message, but {', '.join(failed)} did not "
            f"({reached}). Check the address and its server."
        )
    return len(addresses)
