"""litellm, loaded once for all tests of a run: it takes seconds."""

import functools

from gateway.adapters.litellm_provider.loaded import Library
from gateway.adapters.litellm_provider.pins import silence
from gateway.adapters.litellm_provider.provider import ready

_ready = functools.cache(ready)


def loaded_once() -> Library:
    """The library; and silence anew, since each test begins with pytest's own warnings filters."""
    library = _ready()
    silence()
    return library
