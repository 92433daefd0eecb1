"""Each proven provider is sent what was reviewed, to the letter, with what is forced and without what is litellm's own."""

import json
from pathlib import Path

import pytest

from tests.golden.recording import CASES, Case, recorded
from tests.golden.table import PAGE, page
from tests.support.providers import packaged_flags

PLACE = Path(__file__).with_name("bytes")
PROVEN = {
    "openai",
    "azure-openai",
    "anthropic",
    "gemini",
    "vertex-ai",
    "bedrock",
    "mistral",
    "groq",
    "openrouter",
    "vllm",
    "xai",
    "fireworks",
    "perplexity",
    "ollama",
    "openai-compatible",
}


async def test_what_is_sent_is_what_was_reviewed() -> None:
    sent = {name: text async for name, text in recorded()}
    reviewed = {path.stem: path.read_text(encoding="utf-8") for path in PLACE.glob("*.txt")}

    assert sorted(sent) == sorted(reviewed)
    for name, text in sent.items():
        assert text == reviewed[name], name


def test_every_proven_provider_is_recorded_in_every_wire_that_is_on() -> None:
    assert {case.flags for case in CASES} == PROVEN
    recorded_wires = {(case.flags, case.wire.name, case.prefix is None) for case in CASES}
    for flags in sorted(PROVEN):
        for wire, rule in packaged_flags()[flags].wires.items():
            if rule.off is None:
                assert (flags, wire.value, True) in recorded_wires


def test_every_provider_that_is_on_is_recorded_in_each_way() -> None:
    ways = {(case.flags, case.prefix) for case in CASES}
    for flags in packaged_flags().values():
        if any(rule.off is None for rule in flags.wires.values()):
            assert (flags.flags, None) in ways
        # Through litellm `groq` and `openai` are recorded in the wire that it translates.
        if flags.translated and flags.translated.off is None:
            assert (flags.flags, flags.translated.prefix) in ways


def test_the_page_on_providers_says_what_the_flags_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()


@pytest.mark.parametrize(
    ("case", "manner"),
    [(case, manner) for case in CASES for manner in case.manners],
    ids=[case.name(manner) for case in CASES for manner in case.manners],
)
def test_what_the_catalogue_rule_forces_is_in_the_reviewed_bytes(case: Case, manner: str) -> None:
    head, _, body = (PLACE / f"{case.name(manner)}.txt").read_text(encoding="utf-8").partition("\n\n")
    flags = packaged_flags()[case.flags]
    rule = flags.translated if case.prefix else next(r for w, r in flags.wires.items() if w.value == case.wire.name)
    assert rule is not None

    document = json.loads(body)
    assert {name: document.get(name) for name in rule.body} == rule.body
    assert {document.get(name) for name in rule.salted} <= {"<salt of the tenant>"}
    assert [name for name, value in rule.headers.items() if f"\n{name}: {value}" not in head] == []
    lowered = (head + body).lower()
    assert [word for word in ("litellm", "stainless", "metadata", "api_base", "python") if word in lowered] == []
