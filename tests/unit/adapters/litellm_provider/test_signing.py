"""AWS's signature: its own examples, and what botocore, which AWS writes, makes of the same request."""

from datetime import UTC, datetime

import pytest

from gateway.adapters.litellm_provider.signing import is_access_key, signature
from gateway.core.errors import Code, Refusal
from gateway.core.stages import Outgoing
from tests.support.aws import signed_by_botocore

KEY_ID, SECRET = "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
NOW = datetime(2015, 8, 30, 12, 36, tzinfo=UTC)
URL = "https://bedrock-runtime.eu-central-1.amazonaws.com/model/anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse"
BODY = '{"messages":[{"role":"user","content":[{"text":"Grüße"}]}]}'.encode()


def test_the_signature_of_awss_own_example() -> None:
    outgoing = Outgoing("POST", "https://example.amazonaws.com/", (), b"")

    signed = dict(signature(outgoing, f"aws:us-east-1:{KEY_ID}:{SECRET}", NOW, "service"))

    assert signed == {
        "x-amz-date": "20150830T123600Z",
        "authorization": "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
        "SignedHeaders=host;x-amz-date, Signature=5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
    }


@pytest.mark.parametrize("session", [None, "FwoGZXIvYXdzEXAMPLE/+=="])
@pytest.mark.parametrize("url", [URL, URL + "-stream", "http://127.0.0.1:8080/model/m/converse"])
def test_the_signature_that_botocore_makes(url: str, session: str | None) -> None:
    credential = ":".join(("aws", "eu-central-1", KEY_ID, SECRET, *([session] if session else [])))

    signed = dict(signature(Outgoing("POST", url, (), BODY), credential, NOW))

    assert signed == signed_by_botocore(url, BODY, (KEY_ID, SECRET, session), "eu-central-1", NOW)


@pytest.mark.parametrize("credential", ["aws:", "aws:r:k", "aws:r::s", "aws:r:k:s:t:more"])
def test_a_credential_in_another_form_signs_nothing(credential: str) -> None:
    with pytest.raises(Refusal) as refused:
        signature(Outgoing("POST", URL, (), BODY), credential, NOW)

    assert refused.value.code is Code.PROVIDER_NOT_CONTRACTED
    assert is_access_key(credential)


def test_an_api_key_is_no_access_key() -> None:
    assert not is_access_key("bedrock-api-key-YmVkcm9jaw==")
