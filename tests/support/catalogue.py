"""The provider catalogue, outside the repository: what callers may send, and how they try to bypass it.

Tests that need it skip where it is absent, and fail there under `CI`, so that no pipeline passes without it.
"""

import os
from functools import cache
from typing import Any

import pytest
import yaml

from tests.repo.source import ROOT

PLACE = ROOT.parent / "shared" / "reference" / "provider-flags.yaml"


def anywhere() -> dict[str, Any]:
    """The catalogue's closed lists per wire."""
    if not PLACE.exists():
        say = "the provider catalogue is not beside this checkout (../shared/reference/provider-flags.yaml)"
        if os.environ.get("CI"):
            pytest.fail(say)
        pytest.skip(say)
    return dict(_catalogue()["anywhere"])


def providers() -> dict[str, dict[str, Any]]:
    """The catalogue's providers, by its own names."""
    anywhere()
    return dict(_catalogue()["providers"])


def parameters() -> list[dict[str, Any]]:
    """Every parameter of every provider: name, effect, verdict, and `provider`."""
    return [{"provider": name, **row} for name, entry in providers().items() for row in entry["params"]]


def reserved_names() -> list[str]:
    """Every parameter that litellm keeps for itself."""
    anywhere()
    groups = _catalogue()["litellm"]["reserved_names_by_group"]
    return sorted({name for names in groups.values() for name in names})


@cache
def _catalogue() -> dict[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return dict(yaml.load(PLACE.read_text(encoding="utf-8"), Loader=loader))
