"""Which names a request may call this server by, so that no foreign site can reach it through a name of its own.

A page on evil.example can let its name point to 127.0.0.1 (DNS rebinding) and then read, as its own, whatever a server
there says. Its requests carry its name in their Host header, so names that are not ours are turned away. Knows no
server.
"""

from __future__ import annotations

import ipaddress
import re
import socket

_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[^\[\]:,\s]+)(?::\d{1,5})?", re.IGNORECASE)
_EVERYWHERE = frozenset(("", "0.0.0.0", "::", "*"))


class Hosts:
    """The names of a server that listens on ``bound``.

    Always the names of the loopback, and ``bound`` itself. If it listens everywhere, this machine's name and every
    address in figures too: those cannot be rebound, as they ask no DNS.
    """

    def __init__(self, bound: str) -> None:
        self.everywhere = bound in _EVERYWHERE
        self.names = {"localhost", "127.0.0.1", "::1"}
        if self.everywhere:
            machine = socket.gethostname().lower()
            self.names |= {machine, machine.partition(".")[0], f"{machine.partition('.')[0]}.local"}
        else:
            self.names.add(bound.lower())

    def known(self, header: str) -> bool:
        """Whether a Host header names this server."""
        found = _HOST.fullmatch(header)
        if not found:
            return False
        name = found[1].strip("[]").lower()
        if name in self.names:
            return True
        if not self.everywhere:
            return False
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True
