"""Nothing of a tenant, or of a user where users are apart, reaches another: drawn attempts, in process and over HTTP."""

from pathlib import Path

import pytest

from tests.isolation.running import Run, run, stage

ATTEMPTS = 20_000
"""What fits into about 90 seconds on two busy cores; 50,000 and more is for `make isolation ATTEMPTS=1000000`."""
SEED = 6


@pytest.mark.timeout(900)
async def test_nothing_of_one_tenant_or_user_reaches_another(tmp_path: Path) -> None:
    async with stage(tmp_path, http=True) as there:
        ended: Run = await run(there, SEED, range(ATTEMPTS))

    assert ended.leaks.kept == []
    assert ended.shortcomings() == []
    assert ended.made == ATTEMPTS
    assert ended.over_http >= ATTEMPTS / 10
    assert ended.dialled >= ATTEMPTS / 4
