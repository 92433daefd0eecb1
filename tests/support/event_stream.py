"""What parts Amazon's binary event streams, in which Bedrock answers: botocore, of which litellm makes use."""

from importlib import import_module
from typing import Any

CONTENT_TYPE = "application/vnd.amazon.eventstream"
FRAMES: Any = import_module("botocore.eventstream").EventStreamBuffer
"""No stub describes it."""
