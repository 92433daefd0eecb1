"""Models that a provider may not be asked for, whoever lists them: by name, for the name is all that tells.

Behind such a name the provider hands the call to others, searches the web with it, or has it served elsewhere; no field or header
of the call says so. A provider knows a model by more names than one: below its own or another's (`openrouter/openrouter/auto`),
with variants behind `:` or `@`, in capitals. A pattern means all of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache


def why_refused(model: str, refused: Mapping[str, str]) -> str | None:
    """Why `model` is not asked, None if it may be. `refused`: pattern → why; `*` stands for any text."""
    return next((why for pattern, why in refused.items() if _expression(pattern).fullmatch(model)), None)


@lru_cache(maxsize=256)
def _expression(pattern: str) -> re.Pattern[str]:
    """A pattern, which comes from configuration, with what may stand around such a name."""
    name = ".*".join(map(re.escape, pattern.split("*")))
    return re.compile(rf"(?:.*/)?{name}(?:[:@].*)?", re.IGNORECASE | re.DOTALL)
