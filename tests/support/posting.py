"""Requests as anybody could write them, to the byte: for what no official client would send."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp

from tests.support.serving import USER_HEADERS, Serving


@dataclass(frozen=True, slots=True)
class Posted:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def document(self) -> Any:  # noqa: ANN401 - tests look into it as they know it
        """The body as JSON."""
        return json.loads(self.text)

    @property
    def error(self) -> tuple[str | None, str | None]:
        """Code and param of the error; (None, None) for an answer."""
        error = self.document.get("error") or {}
        return error.get("code"), error.get("param")


async def post(
    gateway: Serving, path: str, body: bytes, *, key: str | None = "acme", headers: Mapping[str, str] | None = None
) -> Posted:
    """Send these bytes. `key`: a tenant's name, or the text of a key; None sends none."""
    sent = {"content-type": "application/json", **USER_HEADERS, **(headers or {})}
    if key is not None:
        sent["authorization"] = f"Bearer {gateway.keys.get(key, key)}"
    async with (
        aiohttp.ClientSession() as session,
        session.post(gateway.origin + path, data=io.BytesIO(body), headers=sent) as answer,
    ):
        return Posted(answer.status, dict(answer.headers), await answer.text())
