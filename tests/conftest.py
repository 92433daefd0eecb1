"""What every test shares: hypothesis profiles, and logging as it was. Fixtures live in the conftest nearest to their use."""

import logging
from collections.abc import Iterator

import pytest
from hypothesis import settings

# `make test` keeps to the fast profile; `make fuzz` asks for the deep one. Speed never decides a test.
settings.register_profile("fast", max_examples=100, deadline=None)
settings.register_profile("deep", max_examples=20_000, deadline=None)
settings.load_profile("fast")


@pytest.fixture(autouse=True)
def _root_logging_as_it_was() -> Iterator[None]:
    """Tests of what a serving process logs set the root logger up; nobody after them inherits it."""
    root = logging.getLogger()
    level, handlers = root.level, list(root.handlers)
    yield
    root.setLevel(level)
    root.handlers[:] = handlers
