"""How long the disk under the store takes to make a record durable."""

import os
import time
from pathlib import Path
from tempfile import TemporaryFile

from tests.bench.stats import Spread, spread

RECORD_BYTES = 4096


def fsync_seconds(folder: Path, times: int = 100) -> Spread:
    """Seconds that one append of ``RECORD_BYTES`` and its fsync take in ``folder``."""
    taken = []
    with TemporaryFile(dir=folder) as file:
        for _ in range(times):
            started = time.perf_counter()
            file.write(bytes(RECORD_BYTES))
            file.flush()
            os.fsync(file.fileno())
            taken.append(time.perf_counter() - started)
    return spread(taken)
