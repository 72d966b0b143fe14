"""The issuer's signing keys: discovery and JWKS over HTTPS, kept, and fetched again within bounds."""
from __future__ import annotations

import asyncio
import json
import logging
import time
import urllib.request
from collections.abc import Callable
from http.client import HTTPException
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt.algorithms import RSAAlgorithm

TIMEOUT_SECONDS = 5
MAX_DOCUMENT = 1024 * 1024
MAX_KEYS = 100
MIN_RSA_BITS, MAX_RSA_BITS = 2048, 8192
SCHEDULED_REFRESH_SECONDS = 600.0
KEEP_SECONDS = 24 * 3600.0
RETRY_SECONDS = 1.0
FORCED_REFRESHES = 5
FORCED_REFRESH_SECONDS = 30.0

_log = logging.getLogger("catalog.keys")

Fetch = Callable[[str], Any]
Clock = Callable[[], float]


class KeysUnavailableError(Exception):
    """The keys were never obtained, or are too old: the caller's token is not at fault."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


def fetch_json(url: str) -> Any:
    """GET over HTTPS only, trusting what SSL_CERT_FILE names; no redirect, no proxy, bounded in time and size."""
    if not url.startswith("https://"):
        raise ValueError("keys are fetched over https only")
    opener = urllib.request.build_opener(_NoRedirect, urllib.request.ProxyHandler({}))
    with opener.open(url, timeout=TIMEOUT_SECONDS) as response:
        body = response.read(MAX_DOCUMENT + 1)
    if len(body) > MAX_DOCUMENT:
        raise ValueError("the document is too large")
    return json.loads(body)


def _may_verify(entry: dict[str, Any]) -> bool:
    operations = entry.get("key_ops", ["verify"])
    return (
        entry.get("kty") == "RSA" and isinstance(entry.get("kid"), str) and "d" not in entry
        and entry.get("use", "sig") == "sig" and entry.get("alg", "RS256") == "RS256"
        and isinstance(operations, list) and "verify" in operations)


def _rsa_key(entry: dict[str, Any]) -> RSAPublicKey | None:
    try:
        key = RSAAlgorithm.from_jwk(json.dumps(entry))
    except (jwt.PyJWTError, ValueError, TypeError, KeyError, AttributeError):
        return None
    return key if isinstance(key, RSAPublicKey) and MIN_RSA_BITS <= key.key_size <= MAX_RSA_BITS else None


def parse_keys(document: Any) -> dict[str, RSAPublicKey]:
    """The usable RS256 keys by id; a key that is not usable is skipped, as is a second one of the same id."""
    keys: dict[str, RSAPublicKey] = {}
    entries = document.get("keys") if isinstance(document, dict) else None
    for entry in (entries if isinstance(entries, list) else [])[:MAX_KEYS]:
        if isinstance(entry, dict) and _may_verify(entry) and entry["kid"] not in keys:
            key = _rsa_key(entry)
            if key is not None:
                keys[entry["kid"]] = key
    return keys


class SigningKeys:
    """Keys of one issuer. An unknown id costs one of a few forced refreshes, which come back one at a time."""

    def __init__(self, issuer: str, fetch: Fetch = fetch_json, clock: Clock = time.monotonic) -> None:
        self._issuer = issuer
        self._fetch = fetch
        self._clock = clock
        self._keys: dict[str, RSAPublicKey] = {}
        self._obtained: float | None = None
        self._due = clock()
        self._forced = float(FORCED_REFRESHES)
        self._counted = clock()
        self._lock = asyncio.Lock()

    async def find(self, kid: str) -> RSAPublicKey | None:
        """The key of this id, or None. Raises KeysUnavailableError where there is no key set to look into."""
        if kid not in self._keys or self._clock() >= self._due:
            async with self._lock:
                if self._clock() >= self._due or (kid not in self._keys and self._obtained is not None and self._may_force()):
                    await self._refresh()
        if self._obtained is None or self._clock() - self._obtained > KEEP_SECONDS:
            raise KeysUnavailableError
        return self._keys.get(kid)

    def _may_force(self) -> bool:
        now = self._clock()
        self._forced = min(float(FORCED_REFRESHES), self._forced + (now - self._counted) / FORCED_REFRESH_SECONDS)
        self._counted = now
        if self._forced < 1.0:
            return False
        self._forced -= 1.0
        return True

    async def _refresh(self) -> None:
        """A failure leaves the last good keys in force; an empty set is a failure."""
        try:
            keys = await asyncio.to_thread(self._load)
        except (OSError, HTTPException, ValueError, RecursionError) as error:
            _log.error("the issuer's keys could not be fetched: %s", type(error).__name__)
            keys = {}
        now = self._clock()
        if keys:
            self._keys, self._obtained, self._due = keys, now, now + SCHEDULED_REFRESH_SECONDS
        else:
            self._due = now + (RETRY_SECONDS if self._obtained is None else FORCED_REFRESH_SECONDS)

    def _load(self) -> dict[str, RSAPublicKey]:
        discovery = self._fetch(f"{self._issuer}/.well-known/openid-configuration")
        if not isinstance(discovery, dict) or discovery.get("issuer") != self._issuer:
            raise ValueError("the discovery document is of another issuer")
        location = discovery.get("jwks_uri")
        if not isinstance(location, str):
            raise ValueError("the discovery document has no jwks_uri")
        keys = parse_keys(self._fetch(location))
        if not keys:
            raise ValueError("the key set holds no usable key")
        return keys
