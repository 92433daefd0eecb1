"""AWS's signature: the examples that AWS publishes, and what botocore, which AWS writes, makes of the same request."""

from datetime import UTC, datetime

import pytest

from gateway.adapters.litellm_provider.signing import signature
from gateway.core.access_key import AccessKey
from gateway.core.stages import Outgoing
from tests.support.aws import signed_by_botocore

KEY_ID, SECRET = "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
NOW = datetime(2015, 8, 30, 12, 36, tzinfo=UTC)
URL = "https://bedrock-runtime.eu-central-1.amazonaws.com/model/anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse"
BODY = '{"messages":[{"role":"user","content":[{"text":"Grüße"}]}]}'.encode()


TOKEN = (
    "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7"
    "mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d"
    "+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA=="
)
PUBLISHED = {
    "get-vanilla": ("GET", "/", None, "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
    "get-unreserved": (
        "GET",
        "/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
        None,
        "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f",
    ),
    "get-utf8": ("GET", "/\u1234", None, "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85"),
    "post-vanilla": ("POST", "/", None, "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"),
    "post-sts-header-before": (
        "POST",
        "/",
        TOKEN,
        "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead",
    ),
}
"""Method, path, session token and signature of those requests of AWS's test suite that have a form of ours.

Source: `aws-sig-v4-test-suite`, AWS General Reference, "Signature Version 4 test suite"; all of 2015-08-30T12:36:00Z,
for us-east-1 and a service called `service`.
"""


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_signatures_that_aws_publishes(name: str) -> None:
    method, path, session, signed_by_aws = PUBLISHED[name]
    outgoing = Outgoing(method, f"https://example.amazonaws.com{path}", (), b"")

    signed = dict(signature(outgoing, AccessKey("us-east-1", KEY_ID, SECRET, session), NOW, "service"))

    covered = "host;x-amz-date;x-amz-security-token" if session else "host;x-amz-date"
    assert signed.pop("x-amz-security-token", None) == session
    assert signed == {
        "x-amz-date": "20150830T123600Z",
        "authorization": "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
        f"SignedHeaders={covered}, Signature={signed_by_aws}",
    }


@pytest.mark.parametrize("session", [None, "FwoGZXIvYXdzEXAMPLE/+=="])
@pytest.mark.parametrize("url", [URL, URL + "-stream", "http://127.0.0.1:8080/model/m/converse"])
def test_the_signature_that_botocore_makes(url: str, session: str | None) -> None:
    signed = dict(signature(Outgoing("POST", url, (), BODY), AccessKey("eu-central-1", KEY_ID, SECRET, session), NOW))

    assert signed == signed_by_botocore(url, BODY, (KEY_ID, SECRET, session), "eu-central-1", NOW)


@pytest.mark.parametrize("host", ["EXAMPLE.amazonaws.com", "example.amazonaws.com:443", "example.amazonaws.com."])
def test_a_host_is_signed_as_it_is_sent(host: str) -> None:
    key = AccessKey("us-east-1", KEY_ID, SECRET, None)

    made = [
        signature(Outgoing("POST", f"https://{each}/", (), b""), key, NOW) for each in (host, "example.amazonaws.com")
    ]
    assert made[0] == made[1]
