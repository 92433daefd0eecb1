"""litellm, loaded once for all tests of a run: it takes seconds."""

import functools
import sys
from inspect import signature

from gateway.adapters.litellm_provider.loaded import Library
from gateway.adapters.litellm_provider.pins import silence
from gateway.adapters.litellm_provider.provider import ready

_ready = functools.cache(ready)


def loaded_once() -> Library:
    """The library; and silence anew, since each test begins with pytest's own warnings filters."""
    library = _ready()
    silence()
    return library


def keywords() -> set[str]:
    """Every keyword of litellm's own, as the installed version knows them, so that a new one's new keyword turns up."""
    loaded_once()
    more = {"success_callback", "failure_callback", "callbacks", "mock_response", "fallbacks", "api_base", "extra_body"}
    taken = signature(sys.modules["litellm"].completion).parameters
    return {*sys.modules["litellm.types.utils"].all_litellm_params, *taken, *more}
