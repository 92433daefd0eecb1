"""What is mutated, and which tests must notice. Spans are merged and offsets mapped in these modules."""

from __future__ import annotations

_DETECTOR = "gateway/adapters/presidio_detector"
_TESTS = "tests/unit/adapters/presidio_detector"

TARGETS: dict[str, tuple[str, ...]] = {
    "gateway/core/spans.py": ("tests/unit/core/test_spans.py",),
    "gateway/core/masking.py": ("tests/unit/core/test_masking.py",),
    "gateway/core/repeats.py": ("tests/unit/core/test_repeats.py",),
    "gateway/core/folding.py": ("tests/unit/core/test_folding.py",),
    f"{_DETECTOR}/offsets.py": (f"{_TESTS}/test_offsets.py",),
    f"{_DETECTOR}/passages.py": (f"{_TESTS}/test_passages.py", f"{_TESTS}/test_detector.py"),
    f"{_DETECTOR}/reading/rewriting.py": (f"{_TESTS}/reading/test_rewriting.py", f"{_TESTS}/reading/test_reading.py"),
    f"{_DETECTOR}/reading/reading.py": (f"{_TESTS}/reading/test_reading.py",),
    f"{_DETECTOR}/reading/escapes.py": (f"{_TESTS}/reading/test_escapes.py", f"{_TESTS}/reading/test_reading.py"),
    f"{_DETECTOR}/known/compact.py": (f"{_TESTS}/known/test_compact.py",),
    f"{_DETECTOR}/known/joins.py": (f"{_TESTS}/known/test_joins.py", f"{_TESTS}/known/test_known_values.py"),
    f"{_DETECTOR}/known/words.py": (f"{_TESTS}/known/test_words.py", f"{_TESTS}/known/test_known_values.py"),
}
"""Module → its tests; a later one runs only if the earlier ones pass."""

WARM = (
    "hypothesis",
    "hypothesis.strategies",
    "pytest_asyncio",
    "ahocorasick_rs",
    "hyperscan",
    "presidio_analyzer",
    "phonenumbers",
)
"""Libraries that the tests need, imported before the first mutant is made."""
