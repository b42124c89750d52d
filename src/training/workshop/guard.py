"""Who may do what: signatures, codes and limits. Comparisons take constant time."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from functools import lru_cache
from time import monotonic

__all__ = [
    "Buckets",
    "digest",
    "is_id",
    "new_code",
    "new_secret",
    "read_code",
    "sign",
    "signed",
    "unsigned",
]

# No vowels, so that no words appear; no 0 O, 1 I L, 2 Z, 5 S, 6 G, 8 B, U V.
LETTERS = "CDFHJKMNPRTWXY3479"
_ID = re.compile(r"[A-Za-z0-9_-]{8,64}", re.ASCII)


def new_secret() -> str:
    """Return 256 random bits as text."""
    return secrets.token_urlsafe(32)


def new_code() -> str:
    """Return a random code of six letters that nobody mixes up."""
    return "".join(secrets.choice(LETTERS) for _ in range(6))


@lru_cache(maxsize=256)
def read_code(typed: str) -> str:
    """Return a typed code as it is kept, or '' if it cannot be one.

    >>> read_code(" km7-cpr ")
    'KM7CPR'
    """
    code = typed.upper().replace(" ", "").replace("-", "")
    return code if len(code) == 6 and set(code) <= set(LETTERS) else ""


def is_id(value: object) -> bool:
    """Return whether a client's id is one: it makes a command safe to repeat."""
    return isinstance(value, str) and _ID.fullmatch(value) is not None


@lru_cache(maxsize=4096)
def sign(secret: str, *parts: str) -> str:
    """Return what only a holder of the secret can make of the parts.

    Remembered, for a phone shows the same signature with each thing it sends.
    """
    text = "\n".join(parts).encode("utf-8", "surrogatepass")
    return hmac.digest(secret.encode(), text, "sha256").hex()[:40]


def digest(text: str) -> str:
    """Return the hash under which a one-time link is kept."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def signed(secret: str, use: str, name: str) -> str:
    """Return a name that cannot be made up."""
    return f"{name}.{sign(secret, use, name)}"


def unsigned(secret: str, use: str, value: str) -> str:
    """Return the name in a signed value, or '' if the signature is not ours."""
    name, _, mark = value.partition(".")
    ours = sign(secret, use, name).encode()
    return name if hmac.compare_digest(ours, mark.encode("utf-8", "replace")) else ""


class Buckets:
    """Lets each key do `burst` things at once and `rate` a second after that."""

    def __init__(self, rate: float, burst: float) -> None:
        """Start with every bucket full."""
        self._rate, self._burst = rate, burst
        self._kept: dict[str, tuple[float, float]] = {}

    def take(self, key: str) -> bool:
        """Return whether one more may be done now."""
        now = monotonic()
        left = self._left(key, now)
        if len(self._kept) > 10_000:  # full buckets need no memory
            self._kept.clear()
        self._kept[key] = (left - 1 if left >= 1 else left, now)
        return left >= 1

    def is_empty(self, key: str) -> bool:
        """Return whether the key has to wait; takes nothing."""
        return self._left(key, monotonic()) < 1

    def _left(self, key: str, now: float) -> float:
        left, then = self._kept.get(key, (self._burst, now))
        return min(self._burst, left + (now - then) * self._rate)
