"""`isogate detect`: the ranges that redaction acts upon."""

import json
from argparse import Namespace
from itertools import pairwise
from pathlib import Path

import pytest

from gateway.adapters.presidio_detector.detector import PresidioDetector
from gateway.cli.detect import found, given_text
from gateway.cli.jsonl import Entry
from gateway.core.entities import Label
from gateway.core.source import Known
from tests.support.commands import Shell
from tests.support.recognizers import TOLD


@pytest.fixture(scope="module")
def detector() -> PresidioDetector:
    return PresidioDetector()


async def test_finds_are_in_order_and_do_not_overlap(detector: PresidioDetector) -> None:
    text = "IBAN DE89 3704 0044 0532 0130 00, card 4111 1111 1111 1111, jane.doe@example.com"

    spans = await found(detector, Entry(1, text))

    assert [span.label for span in spans] == [Label.IBAN_CODE, Label.CREDIT_CARD, Label.EMAIL_ADDRESS]
    assert all(left.end <= right.start for left, right in pairwise(spans))


async def test_known_values_are_found_wherever_they_stand(detector: PresidioDetector) -> None:
    text = "Ashdown called; JONQUIL ASHDOWN will pay."

    spans = await found(detector, Entry(1, text, known=(Known("Jonquil Ashdown", Label.PERSON),)))

    assert [text[span.start : span.end] for span in spans] == ["Ashdown", "JONQUIL ASHDOWN"]


async def test_plain_prose_has_no_finds(detector: PresidioDetector) -> None:
    assert await found(detector, Entry(1, "The offer holds until Friday, for 500 units.")) == []


def test_lines_come_back_with_spans_of_code_points(shell: Shell) -> None:
    line = json.dumps({"id": "ü", "text": "Größe 😀: jane.doe@example.com"}, ensure_ascii=False)

    ran = shell("detect", stdin=line.encode())

    assert ran.code == 0
    ((start, end),) = [(span["start"], span["end"]) for span in json.loads(ran.out)["spans"]]
    assert "Größe 😀: jane.doe@example.com"[start:end] == "jane.doe@example.com"


def test_one_text_is_shown_highlighted(shell: Shell) -> None:
    assert shell("detect", "--text", "Mail jane.doe@example.com").out == "Mail ⟦jane.doe@example.com⟧ EMAIL_ADDRESS\n"


def test_the_configurations_own_recognizers_find_too(shell: Shell) -> None:
    Path("isogate.yaml").write_text(
        "detection:\n  labels: {BADGE: ACCOUNT_ID}\n"
        f"  recognizers:\n    told: {{python: '{TOLD}'}}\n"
        "providers:\n  broken: {way: direct, credential: 'env:NOT_HERE'}\n"
    )

    assert shell("detect", "--text", "badge B-1234").out == "badge ⟦B-1234⟧ ACCOUNT_ID\n"
    assert shell("redact", "--text", "badge B-1234").out == "badge [ACCOUNT_ID_1]\n"


def test_a_detection_that_cannot_be_loaded_is_told(shell: Shell) -> None:
    Path("isogate.yaml").write_text("detection: {names: spacy, spacy: {en: en_no_such_model}}\n")

    ran = shell("detect", "--text", "x")

    assert ran.code == 1
    assert "isogate.yaml:1: detection.spacy.en: en_no_such_model is neither" in ran.err


def test_a_recognizer_that_does_not_load_is_told(shell: Shell) -> None:
    Path("isogate.yaml").write_text(
        f"detection:\n  recognizers:\n    told: {{python: '{TOLD}', options: {{entity: UNHEARD}}}}\n"
    )

    ran = shell("detect", "--text", "x")

    assert ran.code == 1
    assert "isogate: detection: no label for UNHEARD: enter one in detection.labels" in ran.err


def test_a_text_on_the_command_line_is_read_as_utf_8_whatever_the_locale() -> None:
    assert given_text(Namespace(text="Zo\udcc3\udcab")) == "Zoë"
    assert given_text(Namespace(text="a\udcff")) == "a\ufffd"
