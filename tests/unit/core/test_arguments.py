"""Tokens come back inside JSON strings; everything else keeps every character."""

import json

import pytest

from gateway.core.arguments import JsonRestorer
from gateway.core.entities import Label
from gateway.core.restore import Rule
from gateway.core.sinks.context import LeftContext, Sink
from gateway.core.tokens import Issued
from gateway.core.vault import Entry, Vault
from tests.support.answers import JANE, MAIL, filled, however_cut, whole

HOSTILE = 'Ja"ne \\ D\noe\u2028 [x] 😀'


def in_text(entry: Entry, context: LeftContext) -> str | None:
    return entry.value if context.sink() is Sink.TEXT else None


def restorer(vault: Vault) -> JsonRestorer:
    return JsonRestorer(vault, Issued.of(vault.tokens()), lambda _: in_text)


@pytest.mark.parametrize(
    ("answer", "restored"),
    [
        ('{"to": "[PERSON_1]"}', '{"to": "Jane Doe"}'),
        ('{"to":"\\u005bPERSON_1\\u005D"}', '{"to":"Jane Doe"}'),
        ('{"to":"\\\\[PERSON_1\\\\]"}', '{"to":"Jane Doe"}'),
        ('{"to":"\\uff3bperson\\u00201］"}', '{"to":"Jane Doe"}'),
        ('{"[PERSON_1]":{"x":["[EMAIL_ADDRESS_1]"]}}', '{"Jane Doe":{"x":["jane.doe@example.com"]}}'),
        ('{"x":"\\ud83d\\ude00 [PERSON_1] \\u00e9\\/\\t"}', '{"x":"\\ud83d\\ude00 Jane Doe \\u00e9\\/\\t"}'),
        ('{"x":"https://x.example/[PERSON_1]","y":"[PERSON_1]"}',
         '{"x":"https://x.example/[PERSON_1]","y":"Jane Doe"}'),
        ('{"x":"\\u003ca href=\\"[PERSON_1]"}', None),
        ('{"x": [PERSON_1]}', None),
        ('{"x":"\\[PERSON_9]","y":1.0e5, "z":null }', None),
        ('{"x":"cut [PERSON_', None),
        ('{"x":"cut \\u00', None),
        ('{"x":"cut \\', None),
        ('{"x":"\\uZZ \\x \\u12"}', None),
        ("not json [PERSON_1] } ] , \\", None),
        ('"[PERSON_1]"', '"Jane Doe"'),
        ('["[PERSON_1]"]', '["Jane Doe"]'),
        ('{"a":"[PERSON_"} "1]"', None),
    ],
)  # fmt: skip
def test_strings_are_restored_and_nothing_else_changes(answer: str, restored: str | None) -> None:
    with Vault() as vault:
        filled(vault, JANE, MAIL)
        expected = answer if restored is None else restored

        assert however_cut(lambda: restorer(vault), answer) == {expected}


def test_values_go_in_escaped() -> None:
    with Vault() as vault:
        filled(vault, (HOSTILE, Label.PERSON))
        text = whole(restorer(vault), '{"x":"a [PERSON_1] b"}')

        assert json.loads(text) == {"x": f"a {HOSTILE} b"}
        assert text.isascii()


def test_no_more_than_a_token_or_an_escape_is_held_back() -> None:
    with Vault() as vault:
        filled(vault, JANE)
        pieces = restorer(vault)

        fed = [pieces.feed(each) for each in ('{"a":"x', "\\", "u00", "e9 [PER", "SON_1", "] \\u005", "bQ", '"')]

        assert fed == ['{"a":"x', "", "", "\\u00e9 ", "", "Jane Doe ", "\\u005bQ", '"']


def test_the_rule_is_asked_for_by_the_top_level_members_name() -> None:
    asked: list[str | None] = []

    def rule_of(name: str | None) -> Rule:
        asked.append(name)
        return in_text

    with Vault() as vault:
        filled(vault, JANE)
        text = '{"to":"a","b\\u006fdy":{"to":"x","l":["y",{"z":"w"}]},"n":1,"":"e","%s":"f"}' % ("n" * 300)
        whole(JsonRestorer(vault, Issued.of(vault.tokens()), rule_of), text)

    body = ["body"] * 6
    assert asked == [None, "to", None, *body, None, None, "", None, None]


def test_members_of_an_array_have_no_name() -> None:
    asked: list[str | None] = []

    def rule_of(name: str | None) -> Rule:
        asked.append(name)
        return in_text

    with Vault() as vault:
        filled(vault, JANE)
        whole(JsonRestorer(vault, Issued.of(vault.tokens()), rule_of), '["to",{"to":"x"},"y"]')

    assert set(asked) == {None}


def test_what_follows_the_value_is_given_back() -> None:
    with Vault() as vault:
        filled(vault, JANE)
        pieces = restorer(vault)

        assert pieces.take('{"a":{"b":1}} tail "[PERSON_1]"') == ('{"a":{"b":1}}', ' tail "[PERSON_1]"')
        assert pieces.is_complete
        assert pieces.take("more") == ("", "more")
