"""A call is a tree without text and a list of leaves; rendering puts texts back."""

import pytest

from gateway.core.call import Call, Constraint, Keyed, Leaf, Nested, Picture, Role, Shape, asked_format, render
from gateway.core.errors import Refusal

KEY = Leaf(0, "a.*", Role.ASSISTANT, Shape.KEY, "name")
OTHER = Leaf(1, "a.*", Role.ASSISTANT, Shape.KEY, "nick")
TEXT = Leaf(2, "a.*", Role.ASSISTANT, Shape.TEXT, 'Ana "A" Ruiz')
NUMBER = Leaf(3, "a.*", Role.ASSISTANT, Shape.NUMBER, "4915112345678")
CALL = Call(
    "openai.chat",
    "fast",
    stream=False,
    body={
        "model": "fast",
        "list": [TEXT, True, None],
        "nested": Nested(Keyed(((KEY, TEXT), (OTHER, NUMBER), ("type", "x")))),
        "keyed": Keyed(((KEY, NUMBER),)),
    },
    leaves=(KEY, OTHER, TEXT, NUMBER),
)


def test_the_texts_themselves_give_the_body_back() -> None:
    assert render(CALL, [leaf.text for leaf in CALL.leaves]) == {
        "model": "fast",
        "list": ['Ana "A" Ruiz', True, None],
        "nested": '{"name":"Ana \\"A\\" Ruiz","nick":4915112345678,"type":"x"}',
        "keyed": {"name": 4915112345678},
    }


def test_a_number_in_which_something_was_found_becomes_a_string() -> None:
    rendered = render(CALL, ["name", "nick", "[PERSON_1]", "[PHONE_NUMBER_1]"])

    assert rendered["keyed"] == {"name": "[PHONE_NUMBER_1]"}
    assert rendered["nested"] == '{"name":"[PERSON_1]","nick":"[PHONE_NUMBER_1]","type":"x"}'


def test_two_keys_never_silently_become_one() -> None:
    with pytest.raises(Refusal, match="uninspectable"):
        render(CALL, ["[PERSON]", "[PERSON]", "x", "1"])


def test_content_is_in_no_repr() -> None:
    assert "Ruiz" not in repr(CALL) + repr(TEXT)


def test_a_picture_is_rendered_in_the_form_in_which_it_came() -> None:
    pictures = tuple(Picture(n, "p", "image/png", "AAAA", is_url=bool(n)) for n in range(2))
    call = Call("w", "m", stream=False, body={"x": list(pictures)}, leaves=(), pictures=pictures)

    assert render(call, [], ["BBBB", "CCCC"]) == {"x": ["BBBB", "data:image/png;base64,CCCC"]}
    assert "AAAA" not in repr(call)


def test_constraints_leave_unless_relaxed_and_are_in_the_format_that_was_asked_for() -> None:
    schema = Keyed((("type", "string"), ("format", Constraint(TEXT))))
    call = Call("w", "m", stream=False, body={"schema": schema}, leaves=(KEY, OTHER, TEXT, NUMBER), formats=(schema,))
    texts = ["", "", "[PERSON_1]", ""]

    assert render(call, texts) == {"schema": {"type": "string", "format": "[PERSON_1]"}}
    assert render(call, texts, relaxed=True) == {"schema": {"type": "string"}}
    assert asked_format(call) == {"type": "string", "format": TEXT.text}


def test_a_call_that_asked_for_no_format_has_none() -> None:
    assert asked_format(CALL) is None
