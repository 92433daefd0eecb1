"""The floor: a reverse proxy that only passes bytes, with the same library that the gateway dials with.

Run as ``python -m tests.bench.floor PORT UPSTREAM``. What it costs is what any proxy of this kind costs.
"""

import sys

import aiohttp
import uvloop
from aiohttp import web

UPSTREAM = web.AppKey("upstream", str)
SESSION = web.AppKey("session", aiohttp.ClientSession)


async def _forward(request: web.Request) -> web.StreamResponse:
    body = await request.read()
    url = request.app[UPSTREAM] + request.path
    async with request.app[SESSION].post(url, data=body, headers={"Content-Type": "application/json"}) as answer:
        if answer.content_type != "text/event-stream":
            return web.Response(body=await answer.read(), status=answer.status, content_type=answer.content_type)
        out = web.StreamResponse(status=answer.status, headers={"Content-Type": "text/event-stream"})
        await out.prepare(request)
        async for piece in answer.content.iter_any():
            await out.write(piece)
        await out.write_eof()
        return out


async def _ready(_: web.Request) -> web.Response:
    return web.Response(text="ok")


async def application(upstream: str) -> web.Application:
    """The proxy in front of ``upstream``, with one pooled session."""
    app = web.Application()
    app[UPSTREAM] = upstream
    app[SESSION] = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
    app.on_cleanup.append(_close)
    app.add_routes([web.get("/healthz", _ready), web.post("/{path:.*}", _forward)])
    return app


async def _close(app: web.Application) -> None:
    await app[SESSION].close()


if __name__ == "__main__":
    uvloop.install()
    web.run_app(application(sys.argv[2]), host="127.0.0.1", port=int(sys.argv[1]), access_log=None, print=None)
