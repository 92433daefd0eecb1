"""AWS's signature, version 4, for Bedrock with access keys: made over the exact bytes that leave, where they leave.

A signature is no edit: it stands in headers of its own, beside what was guarded. litellm would sign with a library that looks for
credentials by itself, on disk and by dialling; so it is given none, and what it built is signed here.
Source: docs.aws.amazon.com, IAM User Guide, "Create a signed AWS API request".
"""

from __future__ import annotations

import hmac
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final
from urllib.parse import quote, urlsplit

from gateway.core.access_key import AccessKey
from gateway.core.host import host_header
from gateway.core.stages import Outgoing

SERVICE: Final = "bedrock"
_ALGORITHM: Final = "AWS4-HMAC-SHA256"
_LAST: Final = "aws4_request"


def signature(outgoing: Outgoing, key: AccessKey, now: datetime, service: str = SERVICE) -> tuple[tuple[str, str], ...]:
    """The headers that sign the request as it is at `now`."""
    moment = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    headers = {"host": host_header(outgoing.url), "x-amz-date": moment}
    if key.session is not None:
        headers["x-amz-security-token"] = key.session
    scope = f"{moment[:8]}/{key.region}/{service}/{_LAST}"
    signed = ";".join(sorted(headers))
    to_sign = "\n".join((_ALGORITHM, moment, scope, sha256(_canonical(outgoing, headers, signed)).hexdigest()))
    signing = f"AWS4{key.secret}".encode()
    for step in (moment[:8], key.region, service, _LAST):
        signing = _mac(signing, step)
    made = f"{_ALGORITHM} Credential={key.key_id}/{scope}, SignedHeaders={signed}, Signature={_mac(signing, to_sign).hex()}"
    del headers["host"]
    return (*headers.items(), ("authorization", made))


def _canonical(outgoing: Outgoing, headers: dict[str, str], signed: str) -> bytes:
    """The request in the form that is hashed. Its path is encoded once more; its address has no query."""
    path = quote(urlsplit(outgoing.url).path or "/", safe="/-_.~")
    lines = [f"{name}:{headers[name]}" for name in sorted(headers)]
    return "\n".join((outgoing.method, path, "", *lines, "", signed, sha256(outgoing.body).hexdigest())).encode()


def _mac(key: bytes, text: str) -> bytes:
    return hmac.digest(key, text.encode(), "sha256")
