"""What botocore, which AWS writes and litellm brings along, signs: a second opinion on signatures. It has no types."""

from datetime import datetime
from importlib import import_module
from typing import Any
from unittest.mock import patch

_AUTH: Any = import_module("botocore.auth")
_REQUEST: Any = import_module("botocore.awsrequest")
_CREDENTIALS: Any = import_module("botocore.credentials")


def signed_by_botocore(
    url: str, body: bytes, keys: tuple[str, str, str | None], region: str, moment: datetime
) -> dict[str, str]:
    """The headers, names in lower case, that sign a POST to Bedrock with key id, secret and session token at `moment` (UTC)."""
    request = _REQUEST.AWSRequest(method="POST", url=url, data=body)
    with patch.object(_AUTH, "get_current_datetime", lambda: moment.replace(tzinfo=None)):
        _AUTH.SigV4Auth(_CREDENTIALS.Credentials(*keys), "bedrock", region).add_auth(request)
    return {name.lower(): value for name, value in request.headers.items()}
