"""What can be no credential is found out, without a word of it."""

import pytest

from gateway.core.credential import check_credential

ACCESS_KEY = "aws:eu-central-1:AKIDEXAMPLE:wJalr/K7+bPx="
NAMES = ("bedrock", "mistral", None)


@pytest.mark.parametrize("name", ["mistral", None])
def test_access_keys_are_none_where_nothing_is_signed(name: str | None) -> None:
    with pytest.raises(ValueError, match=r"litellm_prefix: bedrock"):
        check_credential(ACCESS_KEY, name)
    check_credential(ACCESS_KEY, "bedrock")


def test_access_keys_in_another_form_are_none_anywhere() -> None:
    for name in NAMES:
        with pytest.raises(ValueError, match=r"^wanted of AWS access keys"):
            check_credential("aws:eu-central-1:AKIDEXAMPLE", name)


@pytest.mark.parametrize("key", ["k", "sk-1", "bedrock-api-key-YmVkcm9jaw==", "two words", "x" * 4000])
def test_a_key_is_one_line(key: str) -> None:
    for name in NAMES:
        check_credential(key, name)


@pytest.mark.parametrize(
    "text", ["", " sk-1", "sk-1\n", "sk-1\r\nx-other: b", "sk-\0", "sk-ü", "-----BEGIN KEY-----\nAAAA"]
)
def test_what_fits_no_header_is_none(text: str) -> None:
    with pytest.raises(ValueError, match=r"^wanted: one line of ASCII"):
        check_credential(text, None)


def test_a_service_accounts_file_is_told_from_a_key_with_what_to_give_instead() -> None:
    for name in NAMES:
        with pytest.raises(ValueError, match=r"API key .*bound to the service account"):
            check_credential('{\n  "type": "service_account"\n}', name)
