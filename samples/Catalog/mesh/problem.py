"""RFC 9457 problem documents."""
from __future__ import annotations

from collections.abc import Mapping

from starlette.responses import JSONResponse

_TITLES = {
    400: "Bad request", 401: "Unauthorized", 403: "Forbidden", 404: "Not found", 405: "Method not allowed",
    500: "Internal server error", 503: "Service unavailable",
}


def problem(status: int, detail: str, trace_id: str, request_id: str, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """A problem document; detail never repeats what the client sent."""
    content = {
        "type": "about:blank", "title": _TITLES.get(status, "Error"), "status": status, "detail": detail,
        "traceId": trace_id, "requestId": request_id,
    }
    return JSONResponse(content, status, dict(headers or {}), media_type="application/problem+json")
