"""`/healthz` and `/readyz`: is the process alive, and would it serve a call now. No authentication, nothing but codes in them."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from gateway.core.errors import Code, Refusal
from gateway.http.door import Door
from gateway.ports.detector import Detector
from gateway.ports.fingerprints import Fingerprints
from gateway.ports.store import Store


def health(store: Store, fingerprints: Fingerprints, detector: Detector, door: Door) -> APIRouter:
    """The two pages. Not ready is 503 with the names of the parts that are not."""
    router = APIRouter()

    @router.get("/healthz")
    async def healthz() -> JSONResponse:
        """The process answers."""
        return JSONResponse({"status": "alive"})

    @router.get("/readyz")
    async def readyz() -> JSONResponse:
        """Store, tripwire, detector and door would let a call through."""
        parts = {
            "store": await _store(store),
            "tripwire": not await fingerprints.problems(),
            "detector": await _detector(detector),
            "draining": not door.is_draining,
        }
        missing = [name for name, is_fine in parts.items() if not is_fine]
        return JSONResponse(
            {"status": "not ready" if missing else "ready", "missing": missing}, 503 if missing else 200
        )

    return router


async def _store(store: Store) -> bool:
    try:
        return await store.is_ready()
    except Refusal:
        return False


async def _detector(detector: Detector) -> bool:
    """True when it looks a text through; one that has its hands full does."""
    try:
        await detector.find(["ready"], [], "")
    except Refusal as refusal:
        return refusal.code is Code.OVERLOADED
    return True
