"""Amazon's binary event streams, as Bedrock answers in them: one message per event, with its two checksums."""

import json
from binascii import crc32
from importlib import import_module
from typing import Any

CONTENT_TYPE = "application/vnd.amazon.eventstream"
FRAMES: Any = import_module("botocore.eventstream").EventStreamBuffer
"""What litellm parts them with; no stub describes it."""
_STRING = 7


def event(name: str, data: dict[str, object], kind: str = "event") -> bytes:
    """One event as it goes over the network; another `kind` is "exception"."""
    headers = _header(":event-type", name) + _header(":content-type", "application/json")
    headers += _header(":message-type", kind)
    payload = json.dumps(data).encode()
    prelude = (16 + len(headers) + len(payload)).to_bytes(4, "big") + len(headers).to_bytes(4, "big")
    message = prelude + crc32(prelude).to_bytes(4, "big") + headers + payload
    return message + crc32(message).to_bytes(4, "big")


def _header(name: str, value: str) -> bytes:
    encoded = value.encode()
    return bytes([len(name)]) + name.encode() + bytes([_STRING]) + len(encoded).to_bytes(2, "big") + encoded
