"""Scripts are known to Redis by their own digest, and refuse before their first line where nothing may be written."""

from __future__ import annotations

import hashlib

import pytest

from gateway.adapters.redis_store import scripts
from gateway.adapters.redis_store.scripts import SCRIPTS, Script


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.sha[:8])
def test_a_script_is_named_by_its_digest_and_has_no_flags(script: Script) -> None:
    assert script.sha == hashlib.sha1(script.text.encode(), usedforsecurity=False).hexdigest()
    assert script.text.splitlines()[0] == "#!lua"


def test_every_script_is_loaded() -> None:
    defined = {each for each in vars(scripts).values() if isinstance(each, Script)}

    assert defined == set(SCRIPTS)
