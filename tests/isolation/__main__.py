"""Attempts to make one tenant's data appear in another's call (docs/isolation.md): `python -m tests.isolation --attempts N`."""

from __future__ import annotations

import argparse
import asyncio
import sys
from pathlib import Path
from random import SystemRandom
from tempfile import TemporaryDirectory

from gateway.cli.screen import progress
from tests.isolation.marks import MAX_ATTEMPTS
from tests.isolation.report import Progress, told
from tests.isolation.running import AT_ONCE, run, stage

_SEEDS = 2**32
_COMMAND = "python -m tests.isolation"


def main() -> int:
    """0 if nothing leaked; 1 for a leak or a run that proves less than it should; 2 for a wrong option."""
    parser = argparse.ArgumentParser(prog=_COMMAND, description=__doc__)
    parser.add_argument("--attempts", type=int, default=20_000, metavar="N", help="how many (20000)")
    parser.add_argument("--seed", type=int, metavar="S", help="draw them from this seed (a new one)")
    parser.add_argument(
        "--only", type=int, metavar="NUMBER", help=f"this attempt and the {AT_ONCE - 1} before it, of --seed"
    )
    options = parser.parse_args()
    numbers = range(options.attempts)
    if options.only is not None:
        numbers = range(max(0, options.only - AT_ONCE + 1), options.only + 1)
    if not numbers or numbers.stop > MAX_ATTEMPTS or (options.only is not None and options.seed is None):
        parser.error(f"1 to {MAX_ATTEMPTS} attempts; --only needs --seed")
    seed = SystemRandom().randrange(_SEEDS) if options.seed is None else options.seed
    return asyncio.run(_run(seed, numbers))


async def _run(seed: int, numbers: range) -> int:
    progress("opening a gateway in this process and two behind HTTP …")
    with TemporaryDirectory(prefix="isogate-") as folder:
        async with stage(Path(folder), http=True) as there:
            ended = await run(there, seed, numbers, Progress(len(numbers)))
    return told(ended, _COMMAND)


if __name__ == "__main__":
    sys.exit(main())
