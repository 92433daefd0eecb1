"""What can be a provider's credential: a key that is sent in a header, or, with one that takes signatures, AWS's access keys.

Whatever else stands there is found before anybody is served by it. Access keys that sign nothing would be sent as they are and
give the secret away; a file of many lines fits no header.
"""

from __future__ import annotations

import re
from typing import Final

from gateway.core.access_key import access_key, is_access_key

SIGNED: Final = frozenset({"bedrock"})
"""litellm's names of the providers whose calls may be signed."""
_ONE_LINE: Final = re.compile(r"[!-~](?:[ -~]*[!-~])?")
_WHERE: Final = "AWS access keys are for way: litellm with litellm_prefix: bedrock; give a Bedrock API key here"
_FILE: Final = (
    "a JSON file, such as a service account's, is exchanged for a token by a call of its own, which isogate does not make;"
    " give an API key (Vertex AI: one that is bound to the service account)"
)
_LINE: Final = "wanted: one line of ASCII, the key alone"


def check_credential(credential: str, litellm_name: str | None) -> None:
    """Raise `ValueError`, saying what is wanted and nothing of the text, for what cannot be a credential.

    `litellm_name`: what litellm calls the provider; None for one that is reached directly.
    """
    if is_access_key(credential):
        access_key(credential)
        if litellm_name not in SIGNED:
            raise ValueError(_WHERE)
    elif credential.lstrip().startswith("{"):
        raise ValueError(_FILE)
    elif not _ONE_LINE.fullmatch(credential):
        raise ValueError(_LINE)
