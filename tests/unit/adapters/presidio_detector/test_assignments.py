"""What of a setting can be a secret."""

import pytest

from gateway.adapters.presidio_detector.assignments import is_folder, value_of


@pytest.mark.parametrize(
    "token",
    [
        "LOG_LEVEL=info",
        "AWS_REGION=eu-west-1",
        "DB_NAME=crm_prod",
        "DEFAULT_CURRENCY=USD",
        "MAX_RETRIES=3",
        "attempt=3/5",
        "TTY=pts/2",
        "took=350ms",
        "COMMAND=/usr/bin/mysql",
    ],
)
def test_a_number_and_a_word_of_a_process_are_none(token: str) -> None:
    assert value_of(token) == ""


@pytest.mark.parametrize(
    ("token", "value"),
    [
        ("WEBHOOK_SECRET=whx_3rYMIf", "whx_3rYMIf"),
        ("new=sommer", "sommer"),
        ("temp=482910", "482910"),
        ("DB_PASSWORD=sommer", "sommer"),
        ("user=jan", "jan"),
        ("OTHER=blue-horse-7", "blue-horse-7"),
        ("DB_NAME=Sommer24", "Sommer24"),
        ("reset=Sommer", "Sommer"),
        ("STRIPE_SK=a1b2c3d4", "a1b2c3d4"),
        ("GMAIL=sunshine", "sunshine"),
        ("WLAN=Katze", "Katze"),
        ("gmail=1990", "1990"),
        ("GATE=1234", "1234"),
    ],
)
def test_what_may_be_one_is_the_value(token: str, value: str) -> None:
    assert value_of(token) == value


@pytest.mark.parametrize("token", ["Sommer2024", "abc==", "=x", "12=34", "a b"])
def test_of_anything_else_all_may_be(token: str) -> None:
    assert value_of(token) == token


@pytest.mark.parametrize(
    ("label", "value", "is_one"),
    [
        ("PWD", "/srv/crm", True),
        ("PWD", "/var/www/app-2", True),
        ("pwd", "/var/www/app-2", False),
        ("PWD", "/hunter2", False),
        ("PWD", "Hunter2", False),
        ("PW", "/srv/crm", False),
    ],
)
def test_the_folder_of_a_shell_is_no_password(label: str, value: str, *, is_one: bool) -> None:
    assert is_folder(label, value) == is_one
