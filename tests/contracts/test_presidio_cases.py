"""Presidio's own recognizer and validator cases: each is met, or listed beside this file with the reason.

The list is exact: a case that is met again must leave it. URL is not a kind of personal data here (labels.py), and Presidio's
telephone recognizers per country are one set of rules.
"""

import json
import os
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import cast

import pytest
from presidio_analyzer import PatternRecognizer, predefined_recognizers

from gateway.adapters.presidio_detector.labels import LABEL_OF
from gateway.adapters.presidio_detector.phone import phones
from gateway.adapters.presidio_detector.recognizer import LinearRecognizer
from gateway.adapters.presidio_detector.translation import predefined, rules_of
from tests.support.detection import found

DATA = Path(__file__).parents[3] / "shared" / "data" / "public"
LISTED: Mapping[str, Mapping[str, str]] = json.loads(
    Path(__file__).with_name("presidio_cases.json").read_text(encoding="utf-8")
)
PHONES = frozenset({"PHONE_NUMBER", "PH_MOBILE_NUMBER", "TR_PHONE_NUMBER", "ZA_PHONE_NUMBER"})
MIN_FOUND = 0.99

Case = Mapping[str, object]


def _cases(name: str) -> list[Case]:
    path = DATA / name
    if not path.exists():
        if os.environ.get("CI"):
            pytest.fail(f"{path} is missing")
        pytest.skip(f"needs {path}: Presidio's cases")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@cache
def _recognizer() -> LinearRecognizer:
    return LinearRecognizer([*predefined(lambda _: True), *phones()])


def _found(case: Case) -> list[tuple[int, int, float]]:
    entity = "PHONE_NUMBER" if case["entity"] in PHONES else str(case["entity"])
    return [(each.start, each.end, each.score) for each in _recognizer().analyze(str(case["text"]), [entity])]


def _is_met(case: Case) -> bool:
    """Every stated place is found whole, but for spaces at its edges, with at least the stated score; or nothing is."""
    places_found, text = _found(case), str(case["text"])
    expected = case["expected"]
    if expected is None:
        return len(places_found) >= cast("int", case["expected_count"] or 0)
    places = cast("Sequence[tuple[int, int, float | None, float | None]]", expected)
    if not places:
        return not places_found
    return all(
        any(
            first <= start + len(text[start:end]) - len(text[start:end].lstrip())
            and end - len(text[start:end]) + len(text[start:end].rstrip()) <= last
            and (score >= (low or 0) - 1e-9 or case["entity"] in PHONES)
            for first, last, score in places_found
        )
        for start, end, low, _ in places
    )


def test_each_case_is_met_or_listed_with_its_reason() -> None:
    cases = [case for case in _cases("presidio-recognizer-cases.jsonl") if case["entity"] != "URL"]
    missed = {str(case["id"]) for case in cases if not _is_met(case)}
    must = [case for case in cases if case["expected"] != []]

    assert missed == {*LISTED["not found"], *LISTED["found though Presidio does not"]}
    assert 1 - len(LISTED["not found"]) / len(must) >= MIN_FOUND


async def test_what_presidio_finds_with_a_context_word_the_detector_finds() -> None:
    missed: set[str] = set()
    for case in _cases("presidio-recognizer-cases.jsonl"):
        if case.get("context_raises_score"):
            entity = str(case["entity"])
            labels = {label for label, _ in await found(str(case["text"]))}
            if LABEL_OF["SG_NRIC_FIN" if entity == "FIN" else entity].value not in labels:
                missed.add(str(case["id"]))

    assert missed == {*LISTED["not found with context"]}


def test_each_checksum_fact_holds() -> None:
    wrong: list[str] = []
    for case in _cases("presidio-validator-cases.jsonl"):
        if case["check"] != "validate_result":
            continue
        recognizer = getattr(predefined_recognizers, str(case["recognizer"]))()
        assert isinstance(recognizer, PatternRecognizer)
        [validate, *_] = [rule.validate for rule in rules_of(recognizer)]
        verdict = validate(str(case["value"])) if validate else None
        if verdict != case["expected"]:
            wrong.append(str(case["id"]))

    assert {*wrong} == {*LISTED["not checked alike"]}
