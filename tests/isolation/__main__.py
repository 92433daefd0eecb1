"""Attempts to make one tenant's data appear in another's call (docs/isolation.md): `python -m tests.isolation --attempts N`."""

from __future__ import annotations

import argparse
import os
import sys
from random import SystemRandom

from gateway.cli.screen import progress
from tests.isolation.marks import MAX_ATTEMPTS
from tests.isolation.report import Progress, told
from tests.isolation.running import AT_ONCE
from tests.isolation.sharding import sharded
from tests.isolation.stopping import leave_by_signals

_SEEDS = 2**32
_COMMAND = "python -m tests.isolation"


def main() -> int:
    """0 if nothing leaked; 1 for a leak or a run that proves less than it should; 2 for a wrong option."""
    leave_by_signals()
    parser = argparse.ArgumentParser(prog=_COMMAND, description=__doc__)
    parser.add_argument("--attempts", type=int, default=20_000, metavar="N", help="how many (20000)")
    parser.add_argument("--seed", type=int, metavar="S", help="draw them from this seed (a new one)")
    processors = os.cpu_count() or 1
    parser.add_argument("--shards", type=int, default=processors, metavar="N", help=f"processes ({processors})")
    parser.add_argument(
        "--only", type=int, metavar="NUMBER", help=f"this attempt and the {AT_ONCE - 1} before it, of --seed"
    )
    options = parser.parse_args()
    numbers, shards = range(options.attempts), options.shards
    if options.only is not None:
        numbers, shards = range(max(0, options.only - AT_ONCE + 1), options.only + 1), 1
    if not numbers or numbers.stop > MAX_ATTEMPTS or (options.only is not None and options.seed is None):
        parser.error(f"1 to {MAX_ATTEMPTS} attempts; --only needs --seed")
    if not 1 <= shards <= min(AT_ONCE, len(numbers)):
        parser.error(f"1 to {AT_ONCE} processes, with an attempt for each")
    seed = SystemRandom().randrange(_SEEDS) if options.seed is None else options.seed
    progress(f"opening gateways in {shards} processes and behind HTTP …")
    return told(sharded(seed, numbers, shards, Progress(len(numbers))), _COMMAND)


if __name__ == "__main__":
    sys.exit(main())
