"""What a prompt says of its own text is nobody's name, and a name in the same place stays one."""

import pytest

from gateway.adapters.presidio_detector.ner.asking import is_instruction, is_modal


def at(text: str, value: str) -> tuple[str, int, int]:
    start = text.index(value)
    return text, start, start + len(value)


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Summarise: Bill paid", "Summarise"),
        ("hi\0Paraphrase: Mark said no", "Paraphrase"),
        ("Be brief. Reply: ok", "Reply"),
        ("- shorten: the bill", "shorten"),
        ('Übersetze: "Anna kommt"', "Übersetze"),
        ("Résume : Rose est absente", "Résume"),
        ('Draft a post. Hook: "I lost a deal"', "Hook"),
        ("slogan: « Vite fait »", "slogan"),
    ],
)
def test_what_a_prompt_asks_is_an_instruction(text: str, verb: str) -> None:
    assert is_instruction(*at(text, verb))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Mark: paid", "Mark"),
        ("Grace: paid", "Grace"),
        ("Mr Polish: paid", "Polish"),
        ("Polish said: no", "Polish"),
        ("ask Polish: is it paid", "Polish"),
        ("Summarise:x", "Summarise"),
        ("Rank: wants a demo", "Rank"),
        ("Kurze: wants a demo", "Kurze"),
        ("Edit: wants a demo", "Edit"),
        ("Hook: wants a demo", "Hook"),
        ('Mr Hook: "yes"', "Hook"),
        ('Tone: "ja"', "Tone"),
    ],
)
def test_who_speaks_or_is_spoken_of_is_no_instruction(text: str, word: str) -> None:
    assert not is_instruction(*at(text, word))


@pytest.mark.parametrize("text", ["we may drop it", "by wed. may need a quote", "may be late"])
def test_may_before_a_verb_names_nobody(text: str) -> None:
    assert is_modal(*at(text, "may"))


@pytest.mark.parametrize(
    "text",
    [
        "ask may",
        "may drops by",
        "may needs a quote",
        "may, please call",
        "may dropped it",
        "spoke to may not interested",
        "spoke w may want demo",
        "mrs may need a quote",
        "pls ask may see if ok",
        "contact: may call am",
    ],
)
def test_may_without_one_or_after_who_is_asked_may_be_somebody(text: str) -> None:
    assert not is_modal(*at(text, "may"))


def test_may_with_a_capital_may_be_somebody() -> None:
    assert not is_modal(*at("May need a quote", "May"))
