"""What a test leaves to Python's collector, and nothing else: all that a long run holds takes it seconds to look through."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def looked_at_alone() -> Iterator[None]:
    """Inside, the collector runs only when told to, and it and `gc.get_objects` know nothing of what was there before."""
    gc.disable()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.enable()
