"""For tests that take away permissions of files: to root none applies, so a process is started without root's way around them."""

from __future__ import annotations

import os
import shutil

import pytest

_SETPRIV = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")

needs_permissions = pytest.mark.skipif(
    os.geteuid() == 0 and shutil.which(_SETPRIV[0]) is None, reason="as root this needs setpriv (util-linux)"
)


def without_roots_way() -> tuple[str, ...]:
    """What a command begins with, so that permissions hold for it where they can."""
    return _SETPRIV if os.geteuid() == 0 and shutil.which(_SETPRIV[0]) else ()
