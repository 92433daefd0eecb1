"""Every refusal says what happened, what to do, and who can do it."""

import pytest

from gateway.core.errors import CATALOGUE, Code, Refusal
from gateway.core.wires.wording import by_code, sentence


@pytest.mark.parametrize("code", Code)
def test_the_sentence_is_fixed_text_that_says_who_can_mend_it(code: Code) -> None:
    said = sentence(Refusal(code, param="messages[0].foo"))

    assert said.startswith(CATALOGUE[code].message)
    assert CATALOGUE[code].remedy in said
    assert said.endswith(f"Who can mend it: {CATALOGUE[code].mends.value}.")
    assert "foo" not in said


def test_every_code_has_a_type() -> None:
    types = by_code({"a": (Code.INTERNAL,)}, otherwise="b")

    assert set(types) == set(Code)
    assert types[Code.INTERNAL] == "a"
    assert types[Code.INVALID_KEY] == "b"
