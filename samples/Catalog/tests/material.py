"""Throw-away keys, certificates, tokens and an app to send requests to; nothing here listens on a port."""
from __future__ import annotations

import asyncio
import datetime
import json
import os
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID
from fastapi import FastAPI
from jwt.algorithms import RSAAlgorithm

from app import create_app
from mesh.settings import Settings

ISSUER = "https://issuer.test/tenant/v2.0"
AUDIENCE = "api://catalog"
ROLE = "Catalog.Read"
ORDERS = "spiffe://mesh.local/ns/shop/sa/orders"
OLD_KEY, NEW_KEY = "o" * 40, "n" * 40

SIGNING_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
_LEAF_KEY = ec.generate_private_key(ec.SECP256R1())


def escaped_certificate(*uris: str, dns: str | None = "orders.mesh.local") -> str:
    """A certificate with these URI SANs, as nginx's $ssl_client_escaped_cert has it."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "orders")])
    now = datetime.datetime.utcnow()
    names: list[x509.GeneralName] = [x509.UniformResourceIdentifier(uri) for uri in uris]
    names += [x509.DNSName(dns)] if dns else []
    builder = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(_LEAF_KEY.public_key()).serial_number(1)
        .not_valid_before(now).not_valid_after(now + datetime.timedelta(hours=1)))
    if names:
        builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
    return quote(builder.sign(_LEAF_KEY, hashes.SHA256()).public_bytes(serialization.Encoding.PEM), safe="-._~")


def public_jwk(key: rsa.RSAPrivateKey, kid: str, **changes: Any) -> dict[str, Any]:
    return json.loads(RSAAlgorithm.to_jwk(key.public_key())) | {"kid": kid, "use": "sig", "alg": "RS256"} | changes


def token(key: Any = SIGNING_KEY, algorithm: str = "RS256", header: dict[str, Any] | None = None, **claims: Any) -> str:
    """A good token, but for what is given; a claim of None is left out."""
    now = int(time.time())
    content = {"iss": ISSUER, "aud": AUDIENCE, "sub": "orders-identity", "exp": now + 600, "iat": now, "nbf": now, "roles": [ROLE]} | claims
    content = {name: value for name, value in content.items() if value is not None}
    return jwt.encode(content, key, algorithm, {"kid": "k1"} | (header or {}))


class Issuer:
    """Discovery and JWKS, and how often they were fetched."""

    def __init__(self, *keys: dict[str, Any]) -> None:
        self.keys = list(keys)
        self.fetched = 0
        self.down = False

    def fetch(self, url: str) -> Any:
        if self.down:
            raise OSError("down")
        if url.endswith("/.well-known/openid-configuration"):
            return {"issuer": ISSUER, "jwks_uri": ISSUER + "/keys"}
        self.fetched += 1
        return {"keys": self.keys}


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: Any


class Service:
    """The app over a hop key file of its own; use as a context."""

    def __init__(self) -> None:
        self.issuer = Issuer(public_jwk(SIGNING_KEY, "k1"))

    def __enter__(self) -> Service:
        self._folder = tempfile.TemporaryDirectory()
        self.key_file = Path(self._folder.name) / "hop-key"
        self.write_keys(NEW_KEY, OLD_KEY)
        self.app: FastAPI = create_app(Settings(1, self.key_file, "mesh.local", ORDERS, ISSUER, AUDIENCE, ROLE), self.issuer.fetch)
        return self

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()

    def write_keys(self, *keys: str, mode: int = 0o600) -> None:
        fresh = self.key_file.with_suffix(".new")
        fresh.write_text("".join(f"{key}\n" for key in keys))
        os.chmod(fresh, mode)
        fresh.replace(self.key_file)

    def good_headers(self) -> list[tuple[str, str]]:
        return [
            ("Mesh-Hop-Key", NEW_KEY), ("X-Client-Verify", "SUCCESS"), ("X-Client-Cert", escaped_certificate(ORDERS)),
            ("Authorization", f"Bearer {token()}")]

    def get(self, headers: list[tuple[str, str]], path: str = "/api/items/pot-iron", method: str = "GET") -> Answer:
        return asyncio.run(self.send(headers, path, method))

    def get_with(self, *, without: str = "", **changes: str) -> Answer:
        """The good request with headers changed (underscores stand for dashes), added, or one left out."""
        changed = {name.replace("_", "-").lower(): value for name, value in changes.items()}
        headers = [(n, v) for n, v in self.good_headers() if n.lower() not in changed and n.lower() != without.lower()]
        return self.get(headers + list(changed.items()))

    async def send(self, headers: list[tuple[str, str]], path: str, method: str) -> Answer:
        messages: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Any) -> None:
            messages.append(message)

        scope = {
            "type": "http", "http_version": "1.1", "method": method, "scheme": "http", "path": path, "raw_path": path.encode(),
            "query_string": b"code=query-canary", "root_path": "", "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 2),
            "headers": [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers],
        }
        await self.app(scope, receive, send)
        body = b"".join(m.get("body", b"") for m in messages[1:])
        fields = {name.decode("latin-1"): value.decode("latin-1") for name, value in messages[0]["headers"]}
        return Answer(messages[0]["status"], fields, json.loads(body) if body else None)
