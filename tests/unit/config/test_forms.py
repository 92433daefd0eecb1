"""Forms of single values."""

import pytest
from pydantic import TypeAdapter, ValidationError

from gateway.config import forms


def refused(form: object, text: str) -> bool:
    try:
        TypeAdapter[str](form).validate_python(text)  # type: ignore[arg-type]  # an annotated str
    except ValidationError:
        return True
    return False


@pytest.mark.parametrize(
    ("form", "right"),
    [
        (forms.Listen, "127.0.0.1:8080"),
        (forms.Listen, "[::1]:0"),
        (forms.Listen, "localhost:65535"),
        (forms.StoreUrl, "sqlite:///var/a.sqlite"),
        (forms.StoreUrl, "rediss://h:6379"),
        (forms.StoreUrl, "redis://:p,w@h/3"),
        (forms.StoreUrl, "redis+cluster://u:p@h:1,i,[::1]:3/0?client_name=x"),
        (forms.StoreUrl, "rediss+cluster://h"),
        (forms.BaseUrl, "https://api.example.com/v1"),
        (forms.BaseUrl, "http://127.0.0.1:9"),
        (forms.Secret, "env:OPENAI_API_KEY"),
        (forms.Secret, "file:/run/secrets/x"),
        (forms.Route, "azure-eu/gpt-5.4"),
        (forms.Route, "hf/org/model:tag"),
        (forms.Model, "fast"),
        (forms.Region, "eu-west-1"),
        (forms.Region, "local"),
        (forms.TenantId, "acme"),
        (forms.SealKeyId, "s2"),
    ],
)
def test_the_right_form_is_taken(form: object, right: str) -> None:
    assert not refused(form, right)


@pytest.mark.parametrize(
    ("form", "wrong"),
    [
        (forms.Listen, "8080"),
        (forms.Listen, ":8080"),
        (forms.Listen, "::1:8080"),
        (forms.Listen, "h:65536"),
        (forms.Listen, "h:٨"),
        (forms.StoreUrl, "postgres://h"),
        (forms.StoreUrl, "sqlite:var/a"),
        (forms.StoreUrl, "redis://h:1,i:2"),
        (forms.StoreUrl, "redis+cluster://"),
        (forms.StoreUrl, "redis+cluster://h:1,"),
        (forms.StoreUrl, "redis+cluster://h:1;i:2"),
        (forms.StoreUrl, "redis+cluster://h:1/2"),
        (forms.StoreUrl, "redis+cluster://h:a"),
        (forms.BaseUrl, "https://user:pw@h/v1"),
        (forms.BaseUrl, "https://h/v1?key=x"),
        (forms.BaseUrl, "https://h/v1#x"),
        (forms.BaseUrl, "ftp://h"),
        (forms.BaseUrl, "https://"),
        (forms.BaseUrl, "https://h:99999"),
        (forms.BaseUrl, "https://[::1"),
        (forms.Secret, "sk-live-1234"),
        (forms.Secret, "env:"),
        (forms.Route, "gpt-5.4"),
        (forms.Region, "EU"),
        (forms.Region, "e"),
        (forms.TenantId, "Acme"),
        (forms.Name, "a" * 41),
    ],
)
def test_a_wrong_form_is_refused(form: object, wrong: str) -> None:
    assert refused(form, wrong)


def test_a_base_url_loses_its_last_slash() -> None:
    assert TypeAdapter(forms.BaseUrl).validate_python("https://h/v1/") == "https://h/v1"


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost:1",
        "http://a.localhost",
        "http://127.0.0.1",
        "http://10.1.2.3",
        "http://192.168.0.1",
        "http://[::1]:8",
        "http://[fd00::1]",
        "http://169.254.169.254",
        "http://[::ffff:127.0.0.1]",
        "http://0.0.0.0",
    ],
)
def test_addresses_that_no_packet_reaches_from_outside_are_private(url: str) -> None:
    assert forms.is_private_host(url)


@pytest.mark.parametrize("url", ["https://api.openai.com", "https://8.8.8.8", "https://[2606:4700::1]", "https://[x"])
def test_others_are_not(url: str) -> None:
    assert not forms.is_private_host(url)


def test_a_password_that_cannot_stand_in_an_address_is_not_told() -> None:
    with pytest.raises(ValidationError) as refused:
        TypeAdapter(forms.StoreUrl).validate_python("redis://user:hunter2\uff1ax@h:6379/0")

    assert "hunter2" not in str(refused.value.errors(include_input=False))
