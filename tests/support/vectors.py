"""A provider's embeddings: the same vector for every text."""

import json
from base64 import b64encode
from struct import pack

from tests.support.upstream import Received, Reply

VECTOR = [0.25, -0.5, 1.0]


def embeds(received: Received) -> Reply:
    """A vector for each text, in the format asked for, and more than anybody wants to know."""
    asked = received.json
    texts = asked["input"] if isinstance(asked["input"], list) else [asked["input"]]
    packed = b64encode(pack("<3f", *VECTOR)).decode()
    vector = packed if asked.get("encoding_format") == "base64" else VECTOR
    rows = [{"object": "embedding", "index": index, "embedding": vector} for index, _ in enumerate(texts)]
    usage = {"prompt_tokens": 9, "total_tokens": 9}
    return Reply(
        (json.dumps({"object": "list", "data": rows, "model": "e-1", "usage": usage, "id": "emb-1"}).encode(),)
    )
