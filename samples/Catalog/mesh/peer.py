"""The workload that the sidecar vouches for: X-Client-Verify and X-Client-Cert as nginx writes them."""
from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from cryptography import x509

MAX_SPIFFE_ID = 2048
MAX_ESCAPED_CERTIFICATE = 16 * 1024

_SPIFFE_ID = re.compile(r"spiffe://(?P<trust_domain>[a-z0-9._-]{1,255})(?P<path>(?:/(?!\.{1,2}(?:/|\Z))[A-Za-z0-9._-]+)+)")
_ESCAPED = re.compile(r"(?:[A-Za-z0-9._~-]|%[0-9A-Fa-f]{2})+")
_ONE_PEM = re.compile(rb"-----BEGIN CERTIFICATE-----\n(?:[A-Za-z0-9+/=]{1,76}\n)+-----END CERTIFICATE-----\n?")


@dataclass(frozen=True)
class SpiffeId:
    trust_domain: str
    path: str

    def __str__(self) -> str:
        return f"spiffe://{self.trust_domain}{self.path}"


def parse_spiffe_id(text: str) -> SpiffeId | None:
    """Strict grammar of SPIFFE-ID §2; nothing is normalised, and an id without a path names no workload."""
    match = _SPIFFE_ID.fullmatch(text) if len(text) <= MAX_SPIFFE_ID else None
    return SpiffeId(match["trust_domain"], match["path"]) if match else None


def read_peer(verify: str | None, escaped_certificate: str | None) -> SpiffeId | None:
    """The SPIFFE id of the certificate that nginx verified; None for everything that is not exactly that."""
    if verify != "SUCCESS" or not escaped_certificate or len(escaped_certificate) > MAX_ESCAPED_CERTIFICATE:
        return None
    if not _ESCAPED.fullmatch(escaped_certificate):
        return None
    pem = unquote_to_bytes(escaped_certificate)
    if not _ONE_PEM.fullmatch(pem):
        return None
    try:
        certificate = x509.load_pem_x509_certificate(pem)
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        uris = names.get_values_for_type(x509.UniformResourceIdentifier)
    except (ValueError, TypeError, x509.ExtensionNotFound, x509.DuplicateExtension, x509.UnsupportedGeneralNameType):
        return None
    return parse_spiffe_id(uris[0]) if len(uris) == 1 else None
