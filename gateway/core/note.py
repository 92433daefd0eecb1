"""The one sentence that the gateway adds to a call that holds tokens: models copy what they are asked to copy.

At most 60 tokens of a model (product.md section 4); a constant, so that the guard knows it and prompts stay stable.
"""

from __future__ import annotations

NOTE = (
    "Bracketed placeholders such as [PERSON_1] or [EMAIL_ADDRESS_2] stand for real values. "
    "Use them wherever you mean those values, copied exactly, brackets included; never invent, alter or explain them."
)
