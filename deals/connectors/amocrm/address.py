"""The address of an account, in the ways people write it."""

from __future__ import annotations

import re

from deals.connectors.faults import FetchFailed, FetchFault
from deals.connectors.secret_mask import SecretMask
from deals.connectors.session import LOOPBACK

DOMAINS = ("amocrm.ru", "amocrm.com", "kommo.com")
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?", re.ASCII)


def account_url(text: str) -> str:
    """https://example.amocrm.ru from `example.amocrm.ru`, or from any address of a page in the account.

    A bare name is not completed, since it could be at amoCRM or at Kommo, and the token would go to a stranger. Raises
    FetchFailed for other hosts than amoCRM's, Kommo's and this computer's.
    """
    scheme, mark, rest = text.strip().casefold().rpartition("://")
    host = rest.partition("/")[0]
    name, _, domain = host.partition(".")
    if scheme in ("", "https") and domain in DOMAINS and _NAME.fullmatch(name):
        return f"https://{host}"
    if mark and scheme in ("http", "https") and host.partition(":")[0] in LOOPBACK:
        return f"{scheme}://{host}"
    raise FetchFailed(FetchFault.BAD_ADDRESS, address=SecretMask().shown(text.strip()))  # it may be a webhook
