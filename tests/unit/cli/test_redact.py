"""`isogate redact`: texts as a provider would see them, by the gateway's own steps."""

import json

from tests.support.commands import Shell

LINES = [
    {"id": 1, "text": "Mail jane.doe@example.com, again jane.doe@example.com, card 4111 1111 1111 1111."},
    {"id": 2, "text": "Jonquil Ashdown, or Ms Ashdown", "known": [{"value": "Jonquil Ashdown", "label": "PERSON"}]},
    {"id": 3, "text": ""},
    {"id": 4, "text": "isgseal1.canary"},
    {"id": 5, "text": "[PERSON_1] is taken, jane.doe@example.com is not"},
]


def test_each_text_is_redacted_by_itself(shell: Shell) -> None:
    ran = shell("redact", stdin=b"\n".join(json.dumps(line).encode() for line in LINES))

    redacted = {row["id"]: row["redacted"] for row in map(json.loads, ran.lines)}
    assert redacted == {
        1: "Mail [EMAIL_ADDRESS_1], again [EMAIL_ADDRESS_1], card [CREDIT_CARD].",
        2: "[PERSON_1], or Ms [PERSON_1_FAMILY]",
        3: "",
        5: "[PERSON_1] is taken, [EMAIL_ADDRESS_2] is not",
    }
    assert ran.code == 1
    assert ran.err.startswith("line 4: ")
    assert "canary" not in ran.err


def test_the_policy_is_the_purposes(shell: Shell) -> None:
    ran = shell("redact", "--purpose", "lead_scoring", "--text", "Mail jane.doe@example.com now")

    assert ran.out == "Mail  now\n"


def test_a_purpose_that_is_none_is_wrong_use(shell: Shell) -> None:
    ran = shell("redact", "--purpose", "gossip", "--text", "x")

    assert ran.code == 2
    assert "content" in ran.err
