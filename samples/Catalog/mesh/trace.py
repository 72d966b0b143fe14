"""W3C trace context (Level 2), as far as a service without outgoing calls needs it."""
from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

_IDS = r"(?P<trace>(?!0{32})[0-9a-f]{32})-(?P<parent>(?!0{16})[0-9a-f]{16})-[0-9a-f]{2}"
_VERSION_00 = re.compile(rf"00-{_IDS}")
_LATER_VERSION = re.compile(rf"(?!00|ff)[0-9a-f]{{2}}-{_IDS}(?:-.*)?", re.DOTALL)
_REQUEST_ID = re.compile(r"[A-Za-z0-9._:|=-]{1,128}")


@dataclass(frozen=True)
class Incoming:
    trace_id: str
    parent_id: str


@dataclass(frozen=True)
class Lineage:
    """One server span: the trace it belongs to, its own id, its parent, and the traces that it is only linked to."""

    trace_id: str
    span_id: str
    parent_id: str | None
    links: tuple[str, ...]
    request_id: str


def parse_traceparent(value: str) -> Incoming | None:
    value = value.strip(" \t")
    match = _VERSION_00.fullmatch(value) or _LATER_VERSION.fullmatch(value)
    return Incoming(match["trace"], match["parent"]) if match else None


def lineage(traceparents: Sequence[str], request_ids: Sequence[str], proven: bool) -> Lineage:
    """Continues the trace of a proven hop; anybody else's is linked to, and a new one begins."""
    incoming = parse_traceparent(traceparents[0]) if len(traceparents) == 1 else None
    known = request_ids[0] if proven and len(request_ids) == 1 and _REQUEST_ID.fullmatch(request_ids[0]) else None
    request_id = known or secrets.token_hex(16)
    if incoming and proven:
        return Lineage(incoming.trace_id, secrets.token_hex(8), incoming.parent_id, (), request_id)
    links = (incoming.trace_id,) if incoming else ()
    return Lineage(secrets.token_hex(16), secrets.token_hex(8), None, links, request_id)
