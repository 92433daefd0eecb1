"""What redaction takes out is gone from every text, and comes back exactly where everything may come back."""

import asyncio

from hypothesis import given
from hypothesis import strategies as st

from gateway.adapters.presidio_anonymizer import PresidioAnonymizer
from gateway.core.call import Call, Leaf, Role, Shape
from gateway.core.entities import PAYMENT, Action, Label
from gateway.core.restore import TextRestorer
from gateway.core.sinks.context import LeftContext
from gateway.core.source import Known, Party, Passage, Segment, Source
from gateway.core.stages import Isolated
from gateway.core.tokens import Issued
from gateway.core.vault import Entry, Vault
from gateway.steps.redact import redact
from tests.support.answers import cut, whole
from tests.support.detection import detector
from tests.support.detector import PlainAnonymizer, PlantedDetector
from tests.support.pictures import NoPictures
from tests.support.stages import permitted, policy

LABELS = st.sampled_from(sorted(set(Label) - PAYMENT))
VALUES = st.one_of(
    st.sampled_from([
        "Jane Doe", "Jane", "Doe", "jane doe", "jdoe@x.example", "jdoe", "+1 555 010 0199", "555", "[PERSON_1]", "PERSON_1",
        "person", "a]", "[", "\\", "Doe\\", 'Ja"ne', "\u2028", "İnci", "ne Do",
    ]),
    st.text(min_size=1, max_size=6),
)  # fmt: skip
PLANTED = st.dictionaries(VALUES, LABELS, max_size=5)
GLUE = st.one_of(
    st.sampled_from([" ", "", "\\", "[", "]", "［", "\n", "[PERSON_1]", "[PERSON_", "_1]", "\\u005b", " and ", "."]),
    st.text(max_size=4),
)


@st.composite
def calls(draw: st.DrawFn) -> tuple[list[str], dict[str, Label]]:
    """Texts with values planted in them, in hostile company."""
    planted = draw(PLANTED)
    part = st.one_of(GLUE, st.sampled_from(sorted(planted))) if planted else GLUE
    return ["".join(draw(st.lists(part, max_size=10))) for _ in range(draw(st.integers(1, 3)))], planted


def isolated(texts: list[str], default_action: Action = Action.PSEUDONYMISE, known: tuple[Known, ...] = ()) -> Isolated:
    leaves = tuple(Leaf(i, f"messages[{i}]", Role.USER, Shape.TEXT, text) for i, text in enumerate(texts))
    source = Source(Role.USER, None, Party.UNKNOWN)
    passages = tuple(Passage(text, (Segment(0, len(text), source),) if text else ()) for text in texts)
    call = Call("openai.chat", "small", stream=False, body={"x": list(leaves)}, leaves=leaves)
    return Isolated(permitted(call, policy=policy(default_action=default_action)), passages, known, (), 0)


@given(calls(), st.lists(st.integers(0, 100), max_size=10))
def test_what_is_redacted_and_echoed_comes_back_as_it_was(
    call: tuple[list[str], dict[str, Label]], places: list[int]
) -> None:
    texts, planted = call
    stage = isolated(texts)
    with Vault() as vault:
        result = asyncio.run(redact(stage, vault, PlantedDetector(planted), PlainAnonymizer(), NoPictures()))
        for text, safe in zip(texts, result.texts, strict=True):
            echoed = TextRestorer(vault, Issued.of(vault.tokens()), _everywhere)

            assert whole(echoed, cut(safe, places)) == text


@given(calls(), st.sampled_from([Action.MASK, Action.PSEUDONYMISE, Action.DROP]))
def test_no_value_is_left_in_any_text(call: tuple[list[str], dict[str, Label]], action: Action) -> None:
    texts, planted = call
    with Vault() as vault:
        stage = isolated(texts, default_action=action)
        result = asyncio.run(redact(stage, vault, PlantedDetector(planted), PlainAnonymizer(), NoPictures()))

        assert not vault.found_in(result.texts)
        assert (result.tokens > 0) <= (action is Action.PSEUDONYMISE)


@given(calls(), calls())
def test_a_conversation_that_grows_keeps_its_redacted_beginning(
    earlier: tuple[list[str], dict[str, Label]], later: tuple[list[str], dict[str, Label]]
) -> None:
    """Short of what a later text says itself: a token spelled there, or a value found there that stands here too."""
    plain = [text.replace("[", "(").replace("［", "(") for text in later[0] if "\\" not in text]
    planted = {value: label for value, label in earlier[1].items() if value not in later[1]}
    with Vault() as vault:
        alone = asyncio.run(
            redact(isolated(earlier[0]), vault, PlantedDetector(planted), PlainAnonymizer(), NoPictures())
        )
    with Vault() as vault:
        grown = asyncio.run(
            redact(isolated([*earlier[0], *plain]), vault, PlantedDetector(planted), PlainAnonymizer(), NoPictures())
        )

    assert list(grown.texts)[: len(earlier[0])] == list(alone.texts)


KNOWN = (
    Known("Jane Ann Doe", Label.PERSON),
    Known("Robert Weiß", Label.PERSON),
    Known("jane.doe@x.example", Label.EMAIL_ADDRESS),
    Known("+44 20 7123 4567", Label.PHONE_NUMBER),
    Known("12 Main Street, Leeds LS1 4AB", Label.STREET_ADDRESS),
)
WRITTEN = st.lists(
    st.sampled_from([
        "Jane", "DOE", "J. Doe", "Bob", "bob weiss", "JAD", "jdoe", "@jane_doe", "020 7123 4567", "+442071234567 ext. 4",
        "12 Main St,", "Leeds", "Jnae Doe", "D-O-E", "Вайс", "jane.doe@x.example", "the", "will", ",", "\n",
        "[PERSON_1]", "\\", ".", "signs",
    ]),
    max_size=12,
).map(" ".join)  # fmt: skip


@given(st.lists(WRITTEN, min_size=1, max_size=3), st.lists(st.integers(0, 100), max_size=6))
def test_known_people_in_any_form_come_back_as_they_were_written(texts: list[str], places: list[int]) -> None:
    with Vault() as vault:
        result = asyncio.run(
            redact(isolated(texts, known=KNOWN), vault, detector(), PresidioAnonymizer(), NoPictures())
        )

        assert not vault.found_in(result.texts)
        for text, safe in zip(texts, result.texts, strict=True):
            echoed = TextRestorer(vault, Issued.of(vault.tokens()), _everywhere)
            assert whole(echoed, cut(safe, places)) == text


@given(st.lists(WRITTEN, min_size=2, max_size=5))
def test_a_call_is_redacted_alike_alone_and_beside_others(texts: list[str]) -> None:
    async def one(text: str, known: tuple[Known, ...]) -> list[str]:
        with Vault() as vault:
            return list(
                (
                    await redact(isolated([text], known=known), vault, detector(), PresidioAnonymizer(), NoPictures())
                ).texts
            )

    async def together() -> list[list[str]]:
        return list(await asyncio.gather(*(one(text, KNOWN[index % 3 :]) for index, text in enumerate(texts))))

    alone = [asyncio.run(one(text, KNOWN[index % 3 :])) for index, text in enumerate(texts)]
    assert asyncio.run(together()) == alone


def _everywhere(entry: Entry, context: LeftContext) -> str | None:
    """Every place is text: the property is about tokens, not about places."""
    return entry.value
