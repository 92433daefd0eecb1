"""A real Redis server and a real cluster, for the suites of one module each."""

from collections.abc import Iterator

import pytest

from tests.support.redis_cluster import RedisCluster, closing_cluster
from tests.support.redis_server import RedisServer, closing_redis


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    with closing_redis(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisCluster]:
    with closing_cluster(tmp_path_factory.mktemp("cluster")) as cluster:
        yield cluster
