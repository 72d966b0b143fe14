"""What stands before every route: trace, hop, peer, caller, decision. A route runs only for whom it is meant."""
from __future__ import annotations

import logging
import time
from dataclasses import dataclass, field
from typing import Any

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .hop import HopKeys
from .keys import KeysUnavailableError
from .log import current_lineage, write_span
from .peer import SpiffeId, read_peer
from .problem import problem
from .token import Caller, Credential, TokenValidator, read_bearer
from .trace import Lineage, lineage

HEALTH_PATH = "/healthz"
_READ = ("authorization", "mesh-hop-key", "x-client-verify", "x-client-cert", "traceparent", "x-request-id")
_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
_RETRY_LATER = {"Retry-After": "2"}

_log = logging.getLogger("catalog.access")


@dataclass
class MeshContext:
    """What is known of one request; peer and caller only once they are proven."""

    lineage: Lineage
    peer: SpiffeId | None = None
    caller: Caller | None = None
    status: int = 500
    headers: dict[str, list[str]] = field(default_factory=dict, repr=False)

    def refuse(self, status: int, detail: str, headers: dict[str, str] | None = None) -> Response:
        _log.warning("refused with %d: %s", status, detail)
        return problem(status, detail, self.lineage.trace_id, self.lineage.request_id, headers)


class MeshMiddleware:
    def __init__(self, app: ASGIApp, keys: HopKeys, tokens: TokenValidator, allowed_peer: str, role: str) -> None:
        self._app = app
        self._keys = keys
        self._tokens = tokens
        self._allowed_peer = allowed_peer
        self._role = role

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] == HEALTH_PATH:
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        headers = _read_headers(scope)
        hop_keys = headers["mesh-hop-key"]
        proven = len(hop_keys) == 1 and self._keys.proves(hop_keys[0])
        mesh = MeshContext(lineage(headers["traceparent"], headers["x-request-id"], proven), headers=headers)
        scope.setdefault("state", {})["mesh"] = mesh
        reset = current_lineage.set(mesh.lineage)
        answered = False

        async def watched(message: Message) -> None:
            nonlocal answered
            if message["type"] == "http.response.start":
                answered, mesh.status = True, message["status"]
            await send(message)

        try:
            refusal = await self._decide(mesh, proven)
            await (refusal or self._app)(scope, receive, watched)
        except Exception:  # The boundary: nothing internal leaves, and the trace is told.
            _log.exception("the request failed")
            if not answered:
                await mesh.refuse(500, "The request failed.")(scope, receive, watched)
        finally:
            _write_span(scope, mesh, started)
            current_lineage.reset(reset)

    async def _decide(self, mesh: MeshContext, proven: bool) -> Response | None:
        """None lets the request pass."""
        headers = mesh.headers
        checked = ["mesh-hop-key", *(["x-client-verify", "x-client-cert"] if proven else [])]
        for name in checked:
            if _is_repeated(headers[name]):
                return mesh.refuse(400, f"The header {name} is repeated.")
        bearer = Credential.MALFORMED if len(headers["authorization"]) > 1 else read_bearer(_single(headers["authorization"]))
        if bearer is Credential.MALFORMED:
            return mesh.refuse(400, "Authorization is malformed.", {"WWW-Authenticate": 'Bearer error="invalid_request"'})
        if not self._keys.available:
            return mesh.refuse(503, "The key of the hop is not available.", _RETRY_LATER)
        if proven:
            mesh.peer = read_peer(_single(headers["x-client-verify"]), _single(headers["x-client-cert"]))
        if isinstance(bearer, Credential):
            return mesh.refuse(401, "An access token is needed.", {"WWW-Authenticate": "Bearer"})
        try:
            mesh.caller = await self._tokens.validate(bearer)
        except KeysUnavailableError:
            return mesh.refuse(503, "The issuer's keys are not available.", _RETRY_LATER)
        if mesh.caller is None:
            return mesh.refuse(401, "The access token is not valid here.", {"WWW-Authenticate": 'Bearer error="invalid_token"'})
        if mesh.peer is None or str(mesh.peer) != self._allowed_peer:
            return mesh.refuse(403, "The request does not come from a permitted workload.")
        if self._role not in mesh.caller.roles:
            return mesh.refuse(403, "The caller lacks the role.", {"WWW-Authenticate": 'Bearer error="insufficient_scope"'})
        return None


def _read_headers(scope: Scope) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {name: [] for name in _READ}
    for name, value in scope["headers"]:
        values = found.get(name.decode("latin-1"))
        if values is not None:
            values.append(value.decode("latin-1"))
    return found


def _is_repeated(values: list[str]) -> bool:
    """Two fields, or two that somebody joined: none of these values may hold a comma."""
    return len(values) > 1 or any("," in value for value in values)


def _single(values: list[str]) -> str | None:
    return values[0] if len(values) == 1 else None


def _write_span(scope: dict[str, Any], mesh: MeshContext, started: float) -> None:
    method = scope["method"] if scope["method"] in _METHODS else "_OTHER"
    route = getattr(scope.get("route"), "path", None)
    write_span(
        mesh.lineage, f"{method} {route}" if route else method, started, mesh.status,
        str(mesh.peer) if mesh.peer else None, mesh.caller.subject if mesh.caller else None)
