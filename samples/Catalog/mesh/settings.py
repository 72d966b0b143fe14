"""Settings from the environment; everything that is wrong is reported at once."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .peer import parse_spiffe_id


@dataclass(frozen=True)
class Settings:
    port: int
    hop_key_file: Path
    trust_domain: str
    allowed_peer: str
    token_issuer: str
    token_audience: str
    token_role: str

    @staticmethod
    def read(environment: Mapping[str, str]) -> Settings:
        """Raises ValueError with one line for every setting that is missing or wrong."""
        errors: list[str] = []

        def required(name: str) -> str:
            value = environment.get(name, "")
            if not value:
                errors.append(f"{name}: is missing")
            return value

        port = required("CATALOG_PORT")
        if port and not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
            errors.append("CATALOG_PORT: is not a port from 1 to 65535")
        issuer = required("TOKEN_ISSUER")
        if issuer and not issuer.startswith("https://"):
            errors.append("TOKEN_ISSUER: must begin with https://")
        peer = required("ALLOWED_PEER")
        trust_domain = required("TRUST_DOMAIN")
        parsed = parse_spiffe_id(peer)
        if peer and (parsed is None or parsed.trust_domain != trust_domain):
            errors.append("ALLOWED_PEER: is not a SPIFFE id of TRUST_DOMAIN")
        key_file, audience, role = required("HOP_KEY_FILE"), required("TOKEN_AUDIENCE"), required("TOKEN_ROLE")
        if errors:
            raise ValueError("\n".join(errors))
        return Settings(int(port), Path(key_file), trust_domain, peer, issuer, audience, role)
