"""AWS's signature, version 4, for Bedrock with access keys: made over the exact bytes that leave, where they leave.

A signature is no edit: it stands in headers of its own, beside what was guarded. litellm would sign with a library that looks for
credentials by itself, on disk and by dialling; so it is given none, and what it built is signed here. The credential is one line,
`aws:REGION:ACCESS_KEY_ID:SECRET_ACCESS_KEY`, with `:SESSION_TOKEN` behind it for a role's.
Source: docs.aws.amazon.com, IAM User Guide, "Create a signed AWS API request".
"""

from __future__ import annotations

import hmac
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final
from urllib.parse import quote, urlsplit

from gateway.core.errors import Code, Refusal
from gateway.core.stages import Outgoing

SERVICE: Final = "bedrock"
_PREFIX: Final = "aws:"
_ALGORITHM: Final = "AWS4-HMAC-SHA256"
_LAST: Final = "aws4_request"
_USUAL_PORTS: Final = {"http": 80, "https": 443}
_FEWEST, _MOST = 3, 4


def is_access_key(credential: str) -> bool:
    """True for a credential in the form above; any other is an API key."""
    return credential.startswith(_PREFIX)


def signature(
    outgoing: Outgoing, credential: str, now: datetime, service: str = SERVICE
) -> tuple[tuple[str, str], ...]:
    """The headers that sign the request as it is at `now`. `provider_not_contracted` for a credential in another form."""
    parts = credential.removeprefix(_PREFIX).split(":")
    if not _FEWEST <= len(parts) <= _MOST or not all(parts):
        raise Refusal(Code.PROVIDER_NOT_CONTRACTED)
    region, key_id, secret, *session = parts
    moment = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    headers = {"host": _host(outgoing.url), "x-amz-date": moment}
    if session:
        headers["x-amz-security-token"] = session[0]
    scope = f"{moment[:8]}/{region}/{service}/{_LAST}"
    signed = ";".join(sorted(headers))
    to_sign = "\n".join((_ALGORITHM, moment, scope, sha256(_canonical(outgoing, headers, signed)).hexdigest()))
    key = f"AWS4{secret}".encode()
    for step in (moment[:8], region, service, _LAST):
        key = _mac(key, step)
    made = f"{_ALGORITHM} Credential={key_id}/{scope}, SignedHeaders={signed}, Signature={_mac(key, to_sign).hex()}"
    del headers["host"]
    return (*headers.items(), ("authorization", made))


def _canonical(outgoing: Outgoing, headers: dict[str, str], signed: str) -> bytes:
    """The request in the form that is hashed. Its path is encoded once more; its address has no query."""
    path = quote(urlsplit(outgoing.url).path or "/", safe="/-_.~")
    lines = [f"{name}:{headers[name]}" for name in sorted(headers)]
    return "\n".join((outgoing.method, path, "", *lines, "", signed, sha256(outgoing.body).hexdigest())).encode()


def _host(url: str) -> str:
    """The `Host` that the egress writes."""
    parts = urlsplit(url)
    usual = parts.port is None or parts.port == _USUAL_PORTS.get(parts.scheme)
    return parts.hostname or "" if usual else parts.netloc


def _mac(key: bytes, text: str) -> bytes:
    return hmac.digest(key, text.encode(), "sha256")
