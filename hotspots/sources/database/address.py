"""The address of a database: what it may hold, and what of it a load's record keeps."""

import os
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from hotspots.errors import UsageProblem
from hotspots.language import message

_SECRETS = ("password", "sslpassword")
# Said to the server where nobody said otherwise: how long an answer is waited for, in seconds.
_PATIENCE = {"connect_timeout": 10, "keepalives_idle": 30, "keepalives_interval": 10,
             "keepalives_count": 3}  # fmt: skip


@dataclass(frozen=True)
class Address:
    """Where a database lies, as libpq reads it; ``text`` holds no password."""

    text: str
    host: str

    @property
    def with_patience(self) -> str:
        """Return the address with bounds on how long a silent server is waited for."""
        parameters = parse_qs(urlsplit(self.text).query, keep_blank_values=True)
        patience = {name: value for name, value in _PATIENCE.items() if name not in parameters}
        if "PGCONNECT_TIMEOUT" in os.environ:
            patience.pop("connect_timeout", None)
        words = [f"{name}={value}" for name, value in patience.items()]
        words.append("fallback_application_name=hotspots")
        return f"{self.text}{'&' if '?' in self.text else '?'}{'&'.join(words)}"


def parsed(text: str) -> Address:
    """Return the address; refuse one that cannot be taken apart, or that holds a password.

    The password is not repeated in what is said.
    """
    try:
        parts = urlsplit(text)
        parameters = parse_qs(parts.query, keep_blank_values=True)
        has_password = parts.password is not None or any(name in parameters for name in _SECRETS)
    except ValueError as problem:
        raise UsageProblem(
            message(
                "The address of the database cannot be read. Write "
                "postgresql://USER@HOST:PORT/DATABASE or postgresql://?service=NAME."
            )
        ) from problem
    if has_password:
        raise UsageProblem(
            message(
                "There is a password in the address of the database: it would stand in the "
                "shell's history. Take it out, and use PGPASSWORD, ~/.pgpass or a service file."
            )
        )
    return Address(text, _host(parts, parameters))


def _host(parts: Any, parameters: dict[str, list[str]]) -> str:
    """Return where the server is, as far as the address or the environment says it.

    Of a service that is its name; an empty text is the socket of this machine.
    """
    host = parts.netloc.rpartition("@")[2] or parameters.get("host", [""])[-1]
    if host:
        return str(host)
    service = parameters.get("service", [os.environ.get("PGSERVICE", "")])[-1]
    return f"service {service}" if service else os.environ.get("PGHOST", "")
