"""One running gateway per store, in front of one recording upstream, for all flows of a module."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.support.redis_server import closing_redis
from tests.support.serving import Serving, serving
from tests.support.upstream import RecordingUpstream


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def upstream() -> AsyncIterator[RecordingUpstream]:
    async with RecordingUpstream() as server:
        yield server


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=["sqlite", "redis"])
async def gateway(
    request: pytest.FixtureRequest, upstream: RecordingUpstream, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Serving]:
    folder: Path = tmp_path_factory.mktemp("gateway")
    if request.param == "sqlite":
        async with serving(folder, upstream.base_url) as running:
            yield running
    else:
        with closing_redis(folder) as redis:
            async with serving(folder, upstream.base_url, store_url=redis.url) as running:
                yield running
