"""Step 5 takes every found value out of every text, and says no where it cannot."""

import dataclasses
from collections.abc import Mapping, Sequence
from contextlib import nullcontext

import pytest

from gateway.core.call import Call, Leaf, Picture, Role, Shape, render
from gateway.core.entities import Action, Label
from gateway.core.errors import Code, Refusal
from gateway.core.source import Known, Party, Passage, Segment, Source
from gateway.core.spans import Span
from gateway.core.stages import Isolated, Redacted
from gateway.core.vault import Vault
from gateway.steps.redact import MAX_FINDS, redact
from tests.support.answers import SAMPLE, SENDER, THIRD, restorers, whole
from tests.support.detector import PlainAnonymizer, PlantedDetector
from tests.support.pictures import NoPictures
from tests.support.stages import permitted, policy

P, E, T, C, L = (
    Label.PERSON,
    Label.EMAIL_ADDRESS,
    Label.PHONE_NUMBER,
    Label.CREDIT_CARD,
    Label.LOCATION,
)


def isolated(
    *texts: str | tuple[tuple[str, Source], ...],
    shapes: Sequence[Shape] = (),
    known: tuple[Known, ...] = (),
    **rules: object,
) -> Isolated:
    """A call with one leaf per text; a text may be made of parts with sources."""
    passages, leaves = [], []
    for index, text in enumerate(texts):
        parts = text if isinstance(text, tuple) else ((text, Source(Role.USER)),)
        segments, start = [], 0
        for part, source in parts:
            segments.append(Segment(start, start + len(part), source))
            start += len(part)
        joined = "".join(part for part, _ in parts)
        passages.append(Passage(joined, tuple(segments)))
        shape = shapes[index] if shapes else Shape.TEXT
        leaves.append(Leaf(index, f"messages[{index}]", Role.USER, shape, joined))
    call = Call("openai.chat", "small", stream=False, body={"x": list(leaves)}, leaves=tuple(leaves))
    return Isolated(permitted(call, policy=policy("deal_coach", **rules)), tuple(passages), known, (), 0)


def in_parts(*texts: str) -> Isolated:
    """A call with one message of these parts."""
    stage = isolated(*texts)
    call = stage.permitted.call
    parts = tuple(dataclasses.replace(leaf, path=f"messages[0].content[{leaf.index}].text") for leaf in call.leaves)
    call = dataclasses.replace(call, body={"x": list(parts)}, leaves=parts)
    return dataclasses.replace(stage, permitted=dataclasses.replace(stage.permitted, call=call))


async def redacted(
    stage: Isolated, planted: Mapping[str, Label] | None = None, vault: Vault | None = None, **detector: object
) -> Redacted:
    fake = PlantedDetector(planted, **detector)  # type: ignore[arg-type]  # options by name, checked when run
    if vault is not None:
        return await redact(stage, vault, fake, PlainAnonymizer(), NoPictures())
    with Vault() as fresh:
        return await redact(stage, fresh, fake, PlainAnonymizer(), NoPictures())


async def test_found_values_become_tokens_in_the_order_of_the_body() -> None:
    stage = isolated("call bob@x.example", "Jane, bob@x.example or Bob Roe")

    result = await redacted(stage, {"Bob Roe": P, "Jane": P, "bob@x.example": E})

    assert list(result.texts) == [
        "call [EMAIL_ADDRESS_1]",
        "[PERSON_2], [EMAIL_ADDRESS_1] or [PERSON_1]",
    ]
    assert result.counts == {E: 2, P: 2}
    assert result.tokens == 3


async def test_a_value_that_begins_in_one_part_of_a_message_and_ends_in_another_is_taken_out_of_both() -> None:
    stage = in_parts("mail jane.doe@", "x.example now")

    result = await redacted(stage, {}, confirmed={"jane.doe@x.example": E})

    assert list(result.texts) == ["mail [EMAIL_ADDRESS_1]", "[EMAIL_ADDRESS_2] now"]


async def test_a_value_that_ends_with_its_part_takes_nothing_of_the_next() -> None:
    stage = in_parts("mail jane@x.example", "Then call")

    result = await redacted(stage, {"jane@x.example": E}, confirmed={"jane@x.exampleThen": E})

    assert list(result.texts) == ["mail [EMAIL_ADDRESS_1]", "Then call"]


async def test_an_address_that_goes_on_with_a_capital_and_a_dot_is_taken_out_of_both_parts() -> None:
    stage = in_parts("mail jane@x.exam", "Ple.example now")

    result = await redacted(stage, {"jane@x.exam": E}, confirmed={"jane@x.examPle.example": E})

    assert list(result.texts) == ["mail [EMAIL_ADDRESS_1]", "[EMAIL_ADDRESS_2] now"]


@pytest.mark.parametrize(
    ("first", "later", "begun"),
    [("card 4111 1111 1111 1", "111 ok", "4111 1111 1111 1"), ("from 4111 1", "111 1111 1111", "111 1111 1111")],
)
async def test_a_value_whose_one_half_looks_like_a_whole_one_is_taken_out_of_both_parts(
    first: str, later: str, begun: str
) -> None:
    result = await redacted(in_parts(first, later), {begun: C}, confirmed={"4111 1111 1111 1111": C})

    assert "1" not in "".join(result.texts)


@pytest.mark.parametrize(
    ("parts", "finds", "left"),
    [
        (["card 4111 1111 1111", "1111 exp"], ["4111 1111 1111", "4111 1111 11111111"], " exp"),
        (["IBAN DE89 3704 0044 0532", " 0130 00 ok"], ["DE89 3704 0044 0532", "DE89 3704 0044 0532 0130 00"], " ok"),
        (["to sofia.katz", "ova@a.example now"], ["ova@a.example", "sofia.katzova@a.example"], " now"),
    ],
)
async def test_a_value_cut_between_parts_is_taken_out_whole_though_half_of_it_is_one(
    parts: list[str], finds: list[str], left: str
) -> None:
    half, full = finds

    first, second = (await redacted(in_parts(*parts), {half: C}, confirmed={full: C})).texts

    assert first.endswith("]")
    assert second == f"[CREDIT_CARD]{left}"


async def test_what_goes_on_beyond_the_place_where_parts_meet_is_taken_out_to_its_end() -> None:
    key = "BEGIN " + 40 * "k123 " + "END"
    stage = in_parts(key[:20], f"{key[20:]} and so on")

    result = await redacted(stage, {}, confirmed={key: Label.SECRET, key[:60]: Label.SECRET, key[:100]: Label.SECRET})

    assert list(result.texts) == ["[SECRET_1]", "[SECRET_2] and so on"]


async def test_nothing_found_changes_nothing_and_looks_once() -> None:
    stage = isolated("hello", "[PERSON_1] \\")
    detector = PlantedDetector()
    with Vault() as vault:
        result = await redact(stage, vault, detector, PlainAnonymizer(), NoPictures())

    assert list(result.texts) == ["hello", "[PERSON_1] \\"]
    assert (result.counts, result.tokens, result.kept) == ({}, 0, frozenset())
    assert (detector.looked, detector.confirmations) == (1, 0)


async def test_a_token_never_collides_with_what_the_call_says_itself() -> None:
    result = await redacted(isolated("[ person 1 ] and Jane", "\\u005bEMAIL_ADDRESS_2]"), {"Jane": P})

    assert result.texts[0] == "[ person 1 ] and [PERSON_3]"


async def test_the_policy_decides_by_label() -> None:
    actions = {E: Action.MASK, T: Action.DROP, L: Action.KEEP, P: Action.GENERALISE}
    stage = isolated("Jane at a@x.example, 555 0100, Bonn, 4111", actions=actions)
    with Vault() as vault:
        result = await redacted(stage, {"Jane": P, "a@x.example": E, "555 0100": T, "Bonn": L, "4111": C}, vault)

        assert result.texts[0] == "[PERSON] at [EMAIL_ADDRESS], , Bonn, [CREDIT_CARD]"
        assert result.kept == {"Bonn"}
        assert vault.tokens() == ()
        assert {value for value, _ in vault.values()} == {"Jane", "a@x.example", "555 0100", "4111"}


async def test_finds_below_the_threshold_are_none() -> None:
    result = await redacted(isolated("Jane"), {"Jane": P}, score=0.39)

    assert list(result.texts) == ["Jane"]


async def test_what_is_kept_in_one_place_and_taken_in_another_is_not_kept() -> None:
    class Twofold(PlantedDetector):
        async def find(
            self, texts: Sequence[str], known: Sequence[Known], language: str, whose: str = ""
        ) -> list[list[Span]]:
            return [[Span(0, 6, L)], [Span(0, 6, P)]]

    with Vault() as vault:
        stage = isolated("Jordan", "Jordan", actions={L: Action.KEEP})
        result = await redact(stage, vault, Twofold(), PlainAnonymizer(), NoPictures())

    assert list(result.texts) == ["[PERSON_1]", "[PERSON_1]"]
    assert result.kept == frozenset()


async def test_one_find_masks_all() -> None:
    class Once(PlantedDetector):
        async def find(
            self, texts: Sequence[str], known: Sequence[Known], language: str, whose: str = ""
        ) -> list[list[Span]]:
            return [[], [Span(0, 8, P)], []]

    with Vault() as vault:
        stage = isolated("JANE DOE and jane doe", "Jane Doe", "Jane Does")
        result = await redact(stage, vault, Once(), PlainAnonymizer(), NoPictures())

    assert list(result.texts) == ["[PERSON_1] and [PERSON_1_B]", "[PERSON_1_C]", "Jane Does"]


async def test_a_blocked_label_refuses_the_call_naming_the_place() -> None:
    with pytest.raises(Refusal) as refused:
        await redacted(isolated("a", "Jane", actions={P: Action.BLOCK}), {"Jane": P})

    assert (refused.value.code, refused.value.param) == (Code.UNINSPECTABLE, "messages[1]")


async def test_a_find_in_a_name_refuses_the_call() -> None:
    with pytest.raises(Refusal) as refused:
        await redacted(isolated("x", "send_Jane", shapes=[Shape.TEXT, Shape.NAME]), {"Jane": P})

    assert (refused.value.code, refused.value.param) == (Code.PARAMETER_REFUSED, "messages[1]")


async def test_a_kept_find_in_a_name_does_not() -> None:
    stage = isolated("send_Bonn", shapes=[Shape.NAME], actions={L: Action.KEEP})

    assert list((await redacted(stage, {"Bonn": L})).texts) == ["send_Bonn"]


async def test_a_number_with_a_find_in_it_becomes_one_string() -> None:
    stage = isolated("-15550100.5", "7", shapes=[Shape.NUMBER, Shape.NUMBER])

    result = await redacted(stage, {"5550100": T})

    assert render(stage.permitted.call, result.texts) == {"x": ["[PHONE_NUMBER_1]", 7]}


async def test_keys_are_redacted_like_text() -> None:
    assert list((await redacted(isolated("Jane", shapes=[Shape.KEY]), {"Jane": P})).texts) == ["[PERSON_1]"]


async def test_in_samples_everything_is_masked_for_good() -> None:
    stage = isolated((("Hi Jane, ", SAMPLE), ("from Jane", SENDER)))
    with Vault() as vault:
        result = await redacted(stage, {"Jane": P}, vault)
        entry = vault.entry("[PERSON_1]")

        assert result.texts[0] == "Hi [PERSON], from [PERSON_1]"
        assert entry is not None
        assert entry.sources == {SENDER}


async def test_a_known_value_belongs_to_whom_the_crm_says() -> None:
    known = (Known("jane doe", P, Party.ADDRESSEE),)
    with Vault() as vault:
        await redacted(isolated((("Jane Doe", THIRD),), known=known), vault=vault)
        entry = vault.entry("[PERSON_1]")

        assert entry is not None
        assert {source.party for source in entry.sources} == {Party.ADDRESSEE}


async def test_too_many_words_refuse_the_call() -> None:
    stage = isolated("one two", "three four", max_words=4)
    await redacted(stage)

    with pytest.raises(Refusal) as refused:
        await redacted(isolated("one two", "three four five", max_words=4))

    assert refused.value.code is Code.TOO_LARGE


async def test_more_values_than_a_prompt_holds_refuse_the_call_before_they_cost_anything() -> None:
    many = "a@b.c " * (MAX_FINDS + 1)

    with pytest.raises(Refusal) as caught:
        await redacted(isolated(many), {"a@b.c": E})

    assert caught.value.code is Code.TOO_LARGE


async def test_the_second_look_masks_what_the_first_uncovered() -> None:
    stage = isolated("a Jane b 555 0100")
    with Vault() as vault:
        result = await redact(stage, vault, Revealing({"Jane": P}, {"555 0100": T}), PlainAnonymizer(), NoPictures())

        assert result.texts[0] == "a [PERSON_1] b [PHONE_NUMBER]"
        assert vault.tokens() == ("[PERSON_1]",)
        assert not vault.found_in(result.texts)


async def test_the_second_look_passes_over_the_gateways_own_tokens() -> None:
    with Vault() as vault:
        detector = Revealing({"Jane": P}, {"PERSON_1": Label.USERNAME})
        result = await redact(isolated("a Jane b"), vault, detector, PlainAnonymizer(), NoPictures())

    assert list(result.texts) == ["a [PERSON_1] b"]


async def test_a_second_look_that_never_ends_refuses_the_call() -> None:
    class Endless(PlantedDetector):
        async def confirm(self, texts: Sequence[str], whose: str = "") -> list[list[Span]]:
            return [[Span(0, len(text), P)] for text in texts]

    class Useless(PlainAnonymizer):
        def replacement(self, value: str, label: Label, action: Action, token: str | None) -> str:
            return "x" + value

    with Vault() as vault, pytest.raises(Refusal) as refused:
        await redact(isolated("a Jane"), vault, Endless({"Jane": P}), Useless(), NoPictures())

    assert refused.value.code is Code.REDACTION_INCOMPLETE


@pytest.mark.parametrize("found", [[], [[Span(0, 99, P)]], [[], []]])
async def test_a_detector_that_answers_nonsense_is_unavailable(found: list[list[Span]]) -> None:
    class Wrong(PlantedDetector):
        async def find(
            self, texts: Sequence[str], known: Sequence[Known], language: str, whose: str = ""
        ) -> list[list[Span]]:
            return found

    with Vault() as vault, pytest.raises(Refusal) as refused:
        await redact(isolated("Jane"), vault, Wrong(), PlainAnonymizer(), NoPictures())

    assert refused.value.code is Code.DETECTOR_UNAVAILABLE


async def test_nothing_of_the_call_is_in_a_refusal() -> None:
    with pytest.raises(Refusal) as refused:
        await redacted(isolated("Jane", actions={P: Action.BLOCK}), {"Jane": P})

    assert "Jane" not in repr(refused.value) + str(refused.value.args) + str(refused.value.param)


@pytest.mark.parametrize(
    ("written", "label"),
    [("RENEE VASARELY-DUPONT", P), ("R. Vasarely-Dupont", P), ("Renée V.", P), ("020 7946 0958", T)],
)
async def test_a_third_partys_value_in_another_spelling_never_goes_back(written: str, label: Label) -> None:
    known = (Known("Renée Vasarely-Dupont", None, Party.THIRD), Known("+44 20 7946 0958", None, Party.THIRD))
    with Vault() as vault:
        result = await redacted(isolated(f"Greet {written} too", known=known), {written: label}, vault)
        (token,) = vault.tokens()
        draft = whole(restorers(vault, set(Party) - {Party.THIRD}).text(0), f"Dear {token}, hello")

    assert result.texts[0] == f"Greet {token} too"
    assert not any(word in draft for word in (written, token))


class Revealing(PlantedDetector):
    """A detector whose second look sees what its first did not."""

    async def find(
        self, texts: Sequence[str], known: Sequence[Known], language: str, whose: str = ""
    ) -> list[list[Span]]:
        seen, self._confirmed = self._confirmed, {}
        spans = await super().find(texts, known, language)
        self._confirmed = seen
        return spans


async def test_a_blind_purpose_takes_out_what_tells_gender_and_origin() -> None:
    planted = {"Jane Doe": P, "John Roe": P}
    one = isolated("Mrs Jane Doe, an Irish woman: her quote", is_blind=True, default_action=Action.MASK)
    other = isolated("Mr. John Roe, a German man: his quote", is_blind=True, default_action=Action.MASK)

    assert list((await redacted(one, planted)).texts) == list((await redacted(other, planted)).texts)


async def test_a_blind_purpose_changes_no_key() -> None:
    stage = isolated("his", shapes=[Shape.KEY], is_blind=True)

    assert list((await redacted(stage)).texts) == ["his"]


async def test_each_picture_is_made_anew_in_its_turn_and_none_goes_on_as_it_came() -> None:
    class Noting:
        async def remade(self, picture: Picture) -> str:
            return f"new {picture.data}"

    stage = isolated("hello")
    call = dataclasses.replace(
        stage.permitted.call, pictures=tuple(Picture(n, "p", "image/png", f"{n}", is_url=True) for n in range(2))
    )
    stage = dataclasses.replace(stage, permitted=dataclasses.replace(stage.permitted, call=call))

    with Vault() as vault:
        result = await redact(stage, vault, PlantedDetector(None), PlainAnonymizer(), Noting())

    assert result.pictures == ["new 0", "new 1"]


@pytest.mark.parametrize(
    ("name", "score", "code"), [("note", 0.9, None), ("note", 1.0, "refused"), ("a_note", 0.9, "refused")]
)
async def test_one_word_that_names_a_parameter_is_nobody_unless_it_is_sure(
    name: str, score: float, code: str | None
) -> None:
    class Guessing(PlantedDetector):
        async def find(
            self, texts: Sequence[str], known: Sequence[Known], language: str, whose: str = ""
        ) -> list[list[Span]]:
            return [[Span(0, len(text), P, score)] if text == name else [] for text in texts]

    stage = isolated(name, "hello", shapes=[Shape.NAME, Shape.TEXT])
    with Vault() as vault, nullcontext() if code is None else pytest.raises(Refusal):
        result = await redact(stage, vault, Guessing(None), PlainAnonymizer(), NoPictures())
        assert list(result.texts) == [name, "hello"]
