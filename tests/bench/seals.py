"""What opening a sealed record costs, per block: `python -m tests.bench.seals`. CPU time: the least and the middle of many."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from statistics import median

from gateway.core.keys import SEAL_PREFIX, compose
from gateway.core.seal import SealKey, is_mentioned, open_block, runs
from gateway.sdk import Sealer

BLOCKS = 40
ROUNDS = 200
WORDS = (20, 60, 200)
_KEY = bytes(range(32))
_SENTENCE = "the customer asked for a quote and will call us back on Monday about the renewal of forty seats"


def prompt(words: int) -> str:
    """Blocks of so many words each, with a user, a subject and three known values."""
    said = _SENTENCE.split()
    sealer = Sealer({"acme": compose(SEAL_PREFIX, "acme", "s1", _KEY)})
    blocks = [
        sealer.seal(
            " ".join(said[(number + at) % len(said)] for at in range(words)),
            tenant="acme",
            record=f"lead-{number}",
            kind="lead",
            user="u-17",
            subjects={"c-1": "addressee"},
            known=[("Jane Doe", "c-1", "PERSON"), ("jane@example.org", "c-1", "EMAIL_ADDRESS"), "Initech"],
        )
        for number in range(BLOCKS)
    ]
    return "\n".join(blocks)


def microseconds(text: str) -> float:
    """CPU time of one block: found in its text, checked, opened."""
    now, began = datetime.now(UTC), time.process_time()
    assert is_mentioned(text)
    keys = {"s1": SealKey(_KEY)}
    for run in runs(text):
        open_block(run, tenant="acme", keys=keys, now=now)
    return (time.process_time() - began) / BLOCKS * 1e6


def main() -> None:
    """All sizes in every round."""
    texts = {words: prompt(words) for words in WORDS}
    found: dict[int, list[float]] = {words: [] for words in WORDS}
    for _ in range(ROUNDS):
        for words, text in texts.items():
            found[words].append(microseconds(text))
    for words, times in found.items():
        print(f"{words} words: {min(times):.1f} µs at least, {median(times):.1f} µs in the middle")


if __name__ == "__main__":
    main()
