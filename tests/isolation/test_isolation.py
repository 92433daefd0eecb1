"""Nothing of a tenant, or of a user where users are apart, reaches another: drawn attempts, in process and over HTTP."""

import pytest

from tests.isolation.running import Run
from tests.isolation.sharding import sharded
from tests.isolation.world import STORES

ATTEMPTS = 50_000
"""More is for `make isolation ATTEMPTS=1000000`."""
SEED = 6
SHARDS = 2


@pytest.mark.timeout(1800)
def test_nothing_of_one_tenant_or_user_reaches_another() -> None:
    ended: Run = sharded(SEED, range(ATTEMPTS), SHARDS, lambda *_: None)

    assert ended.leaks.kept == []
    assert ended.shortcomings() == []
    assert ended.made == ATTEMPTS
    assert ended.over_http >= ATTEMPTS / 10
    assert all(ended.places[f"http, {store}"] >= ATTEMPTS / 50 for store in STORES)
    assert ended.dialled >= ATTEMPTS / 4
