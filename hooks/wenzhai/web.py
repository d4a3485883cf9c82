"""Addresses of other sites, as strangers and curators give them: which of them a reader may be led to."""

from __future__ import annotations

import re

# Whoever follows a link to one of these reaches a machine of their own network, not a source.
_PRIVATE = frozenset({"corp", "home", "internal", "intranet", "lan", "local", "localhost"})

_ADDRESS = re.compile(r"https?://(?P<host>[^/?#\\@:\s]+)(?::[0-9]{1,5})?(?:[/?#][^\\\s]*)?", re.IGNORECASE)
_LABEL = r"[^\W_](?:[^\W_]|-){0,62}"
_HOST = re.compile(rf"(?:{_LABEL}\.)+(?P<last>[^\W\d_]{{2,63}}|xn--[a-z0-9-]{{2,59}})", re.IGNORECASE)


def is_public(address: str) -> bool:
    """Whether an address is of the public web and reads to a browser as it does to a person.

    It has a scheme and a name for a host: no number, no name without a dot, no user before it that poses as one.
    """
    match = _ADDRESS.fullmatch(address) if address.isprintable() else None
    host = _HOST.fullmatch(match["host"]) if match else None
    return host is not None and host["last"].lower() not in _PRIVATE
