"""One JSON object a line on standard output: logs, and a span for every request."""
from __future__ import annotations

import json
import logging
import sys
import time
import traceback
from contextvars import ContextVar

from .trace import Lineage

TIER = "catalog"
current_lineage: ContextVar[Lineage | None] = ContextVar("current_lineage", default=None)

_spans = logging.getLogger("catalog.spans")


class JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        span = getattr(record, "span", None)
        if span is not None:
            return json.dumps(span)
        lineage = current_lineage.get()
        line = {
            "kind": "log", "tier": TIER, "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)),
            "level": record.levelname, "category": record.name, "message": record.getMessage(),
            "traceId": lineage.trace_id if lineage else None, "requestId": lineage.request_id if lineage else None,
        }
        if record.exc_info and record.exc_info[0]:
            # Its kind and its place, never its text: that may hold what the client sent.
            line["error"] = record.exc_info[0].__name__
            line["at"] = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(record.exc_info[2])[-5:]]
        return json.dumps(line)


def configure() -> None:
    """Everything through one handler. The server's access log stays off: it would write query strings."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonFormatter())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)


def write_span(lineage: Lineage, name: str, started: float, status: int, peer: str | None, caller: str | None) -> None:
    span = {
        "kind": "span", "tier": TIER, "name": name, "traceId": lineage.trace_id, "spanId": lineage.span_id, "parentId": lineage.parent_id,
        "links": list(lineage.links), "ms": round((time.perf_counter() - started) * 1000, 3), "status": status,
        "peer": peer, "caller": caller, "requestId": lineage.request_id,
    }
    _spans.info("span", extra={"span": span})
