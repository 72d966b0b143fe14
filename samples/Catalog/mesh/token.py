"""The caller: the validated access token in Authorization, and nothing else."""
from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from typing import Any

import jwt

from .keys import SigningKeys

MAX_TOKEN = 16 * 1024
CLOCK_SKEW_SECONDS = 60
MAX_ROLES = 256

_BEARER = re.compile(r"[Bb][Ee][Aa][Rr][Ee][Rr] +(?P<token>[A-Za-z0-9._~+/-]+=*) *")
_COMPACT = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")


class Credential(enum.Enum):
    NONE = "none"
    OTHER_SCHEME = "other scheme"
    MALFORMED = "malformed"


@dataclass(frozen=True)
class Caller:
    subject: str
    roles: tuple[str, ...]


def read_bearer(value: str | None) -> str | Credential:
    """RFC 6750 §2.1: the token, or why there is none. The scheme's case does not matter."""
    if value is None or not value.strip():
        return Credential.NONE
    if value.split(maxsplit=1)[0].lower() != "bearer":
        return Credential.OTHER_SCHEME
    match = _BEARER.fullmatch(value)
    return match["token"] if match else Credential.MALFORMED


class TokenValidator:
    """RS256 only, one issuer, one audience. The answer to a bad token is None, whatever is wrong with it."""

    def __init__(self, keys: SigningKeys, issuer: str, audience: str) -> None:
        self._keys = keys
        self._issuer = issuer
        self._audience = audience

    async def validate(self, token: str) -> Caller | None:
        """Raises KeysUnavailableError where the issuer's keys are not to be had."""
        if len(token) > MAX_TOKEN or not _COMPACT.fullmatch(token):
            return None
        kid = _key_id(token)
        key = await self._keys.find(kid) if kid is not None else None
        if key is None:
            return None
        try:
            claims = jwt.decode(
                token, key, algorithms=["RS256"], audience=self._audience, issuer=self._issuer, leeway=CLOCK_SKEW_SECONDS,
                options={"require": ["exp", "iss", "aud", "sub"]})
        except (jwt.PyJWTError, ValueError, TypeError, OverflowError, RecursionError):
            return None
        return _caller(claims)


def _key_id(token: str) -> str | None:
    """The key that the header names. Keys that it carries are ignored; what would change its meaning refuses it."""
    try:
        header = jwt.get_unverified_header(token)
    except (jwt.PyJWTError, ValueError, TypeError, RecursionError):
        return None
    if header.get("alg") != "RS256" or header.keys() & {"crit", "b64", "zip"}:
        return None
    kid = header.get("kid")
    return kid if isinstance(kid, str) else None


def _caller(claims: dict[str, Any]) -> Caller | None:
    times = [claims[name] for name in ("exp", "nbf", "iat") if name in claims]
    if any(isinstance(time, bool) or not isinstance(time, (int, float)) for time in times):
        return None
    subject, roles = claims["sub"], claims.get("roles", [])
    if isinstance(roles, str):
        roles = [roles]
    if not isinstance(subject, str) or not subject or len(subject) > 256:
        return None
    if not isinstance(roles, list) or len(roles) > MAX_ROLES or not all(isinstance(role, str) for role in roles):
        return None
    # An id token says who signed in; it opens nothing.
    if claims.keys() & {"nonce", "at_hash", "c_hash"}:
        return None
    return Caller(subject, tuple(roles))
