"""OpenAI embeddings: the closed list of what a caller may send (C4.6).

Bounds are those of the provider catalogue's `openai.embeddings` wire. Token ids, which the API takes in place of text, cannot be
read and are `uninspectable`. Vectors asked for as numbers are bounded more tightly than base64 ones: each number of the answer is
read by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from gateway.core.call import Role, Tree
from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonValue
from gateway.core.wires.closed import closed
from gateway.core.wires.openai_request import MODEL
from gateway.core.wires.schema import Array, ByKind, Number, Text, Walk, one_of

MAX_INPUTS: Final = 256
MAX_INPUTS_AS_NUMBERS: Final = 64
"""Without `encoding_format: base64`, which the official client asks for by itself."""
MAX_DIMENSIONS: Final = 4096
BASE64: Final = "base64"


@dataclass(frozen=True, slots=True)
class InputText:
    """A text to embed; a number or a list in its place is token ids, which nobody can inspect."""

    text: Text

    def read(self, value: JsonValue, path: str, walk: Walk) -> Tree:
        """A text leaf; `uninspectable` for token ids."""
        if isinstance(value, int | list) and not isinstance(value, bool):
            raise Refusal(Code.UNINSPECTABLE, param=path)
        return self.text.read(value, path, walk)


_TEXT: Final = Text(Role.USER, max_characters=65_536)

EMBEDDINGS: Final = closed(
    {
        "model": MODEL,
        "input": ByKind(text=_TEXT, array=Array(InputText(_TEXT), max_items=MAX_INPUTS, min_items=1)),
        "dimensions": Number(1, MAX_DIMENSIONS),
        "encoding_format": one_of("float", BASE64),
    },
    required=("model", "input"),
    strip=("user",),
    top=True,
)
"""The body."""
