"""Catalog: what the shop sells, for Orders and nobody else.

Started as `/usr/bin/python3 app.py`; settings come from the environment (mesh/settings.py, README.md).
"""
from __future__ import annotations

import os
import sys
from dataclasses import asdict

import uvicorn
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from items import ITEMS, SKU
from mesh import log
from mesh.hop import HopKeys
from mesh.keys import Fetch, SigningKeys, fetch_json
from mesh.middleware import HEALTH_PATH, MeshContext, MeshMiddleware
from mesh.problem import problem
from mesh.settings import Settings
from mesh.token import TokenValidator


def create_app(settings: Settings, fetch: Fetch = fetch_json) -> FastAPI:
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    keys = SigningKeys(settings.token_issuer, fetch)
    app.add_middleware(
        MeshMiddleware,
        keys=HopKeys(settings.hop_key_file),
        tokens=TokenValidator(keys, settings.token_issuer, settings.token_audience),
        allowed_peer=settings.allowed_peer,
        role=settings.token_role)
    app.add_exception_handler(HTTPException, refuse)
    app.add_exception_handler(RequestValidationError, refuse_input)

    @app.get(HEALTH_PATH)
    async def health() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/api/items/{sku}")
    async def get_item(sku: str) -> dict[str, object]:
        item = ITEMS.get(sku) if SKU.fullmatch(sku) else None
        if item is None:
            raise HTTPException(404)
        return asdict(item)

    return app


async def refuse(request: Request, error: Exception) -> Response:
    """Answers of the framework itself, such as 404 and 405, as problem documents."""
    assert isinstance(error, HTTPException)
    mesh: MeshContext | None = getattr(request.state, "mesh", None)
    lineage = mesh.lineage if mesh else None
    return problem(
        error.status_code, "There is no such item or address." if error.status_code == 404 else "The request cannot be answered.",
        lineage.trace_id if lineage else "", lineage.request_id if lineage else "", error.headers)


async def refuse_input(request: Request, _: Exception) -> Response:
    return await refuse(request, HTTPException(400))


def main() -> int:
    try:
        settings = Settings.read(os.environ)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    log.configure()
    # Idle connections stay open longer than the sidecar keeps them, so it never sends on one that is closing.
    uvicorn.run(
        create_app(settings), host="127.0.0.1", port=settings.port, log_config=None, access_log=False,
        server_header=False, proxy_headers=False, timeout_keep_alive=30)
    return 0


if __name__ == "__main__":
    sys.exit(main())
