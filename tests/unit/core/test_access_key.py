"""A line of access keys is one to the letter, or it is found out."""

import pytest

from gateway.core.access_key import AccessKey, access_key, is_access_key

LINE = "aws:eu-central-1:AKIDEXAMPLE:wJalr/K7+bPx="


def test_a_line_is_taken_apart_and_its_secrets_are_in_no_text_of_it() -> None:
    key = access_key(f"{LINE}:FwoGZXIv/+==")

    assert key == AccessKey("eu-central-1", "AKIDEXAMPLE", "wJalr/K7+bPx=", "FwoGZXIv/+==")
    assert access_key(LINE).session is None
    assert "wJalr" not in repr(key)
    assert "FwoG" not in repr(key)


@pytest.mark.parametrize(
    "line",
    [
        "aws:",
        "aws:r:k",
        "aws:r::s",
        "aws::k:s",
        "aws:r:k:s:",
        "aws:r:k:s:t:more",
        f"{LINE}\n",
        "aws:r:k:s\r\nx-a: b",
        "aws:R!:k:s",
    ],
)
def test_a_line_in_another_form_is_told_without_a_word_of_it(line: str) -> None:
    assert is_access_key(line)
    with pytest.raises(ValueError, match=r"^wanted of AWS access keys: aws:REGION:ACCESS_KEY_ID:SECRET_ACCESS_KEY"):
        access_key(line)


def test_an_api_key_is_no_access_key() -> None:
    assert not is_access_key("bedrock-api-key-YmVkcm9jaw==")
