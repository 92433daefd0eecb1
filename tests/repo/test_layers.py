"""Imports go one way, downward; each third-party library has one place. The tables are the architecture."""

import sys
from pathlib import Path

import pytest

from tests.repo.layers import Rules, complaints
from tests.repo.source import ROOT

# Which layers a layer may import, top to bottom. The five in the middle are blind to each other, but for
# pipeline, which lists the steps.
MAY_IMPORT = {
    "__main__": frozenset({"cli"}),
    "cli": frozenset(
        {"app", "plane", "http", "adapters", "config", "pipeline", "needs", "steps", "control", "sdk", "ports", "core"}
    ),
    "app": frozenset({"plane", "http", "adapters", "config", "needs", "control", "ports", "core"}),
    # What joins store and keys alone: commands that administer load nothing else.
    "plane": frozenset({"adapters", "config", "control", "ports", "core"}),
    "http": frozenset({"pipeline", "needs", "steps", "control", "ports", "core"}),
    "adapters": frozenset({"ports", "core"}),
    "config": frozenset({"ports", "core"}),
    "pipeline": frozenset({"answering", "needs", "steps", "ports", "core"}),
    # The end of the pipeline, which an answer takes.
    "answering": frozenset({"needs", "steps", "ports", "core"}),
    "needs": frozenset({"ports", "core"}),
    "steps": frozenset({"ports", "core"}),
    "control": frozenset({"ports", "core"}),
    "sdk": frozenset({"core"}),
    "ports": frozenset({"core"}),
    "core": frozenset[str](),
}
# Modules of these never import the module beside them. An adapter too big for one file is a subpackage,
# inside which imports are free.
BLIND_NEIGHBOURS = frozenset({"adapters", "steps", "ports"})
# Library -> the only modules that import it.
LIBRARIES = {
    "fastapi": ("gateway.http*", "gateway.app"),
    "starlette": ("gateway.http*", "gateway.app"),
    "uvicorn": ("gateway.cli.*",),
    "uvloop": ("gateway.cli.*",),
    "aiohttp": ("gateway.adapters.aiohttp_provider*",),
    # aiohttp's addresses and headers are values of these two.
    "yarl": ("gateway.adapters.aiohttp_provider*",),
    "multidict": ("gateway.adapters.aiohttp_provider*",),
    "redis": ("gateway.adapters.redis_store*",),
    # The parser that the line above's takes where it is installed; its writer is used by name.
    "hiredis": ("gateway.adapters.redis_store*",),
    "presidio_analyzer": ("gateway.adapters.presidio_*",),
    "presidio_anonymizer": ("gateway.adapters.presidio_*",),
    # The engine under Presidio's own; a worker takes its blank pipelines.
    "spacy": ("gateway.adapters.presidio_detector.plugins*",),
    "phonenumbers": ("gateway.adapters.presidio_detector*",),
    "onnxruntime": ("gateway.adapters.presidio_detector.ner*",),
    "numpy": ("gateway.adapters.presidio_detector.ner*",),
    "hyperscan": ("gateway.adapters.presidio_detector*",),
    "ahocorasick_rs": ("gateway.adapters.presidio_detector*",),
    "jwt": ("gateway.adapters.pyjwt_tokens*",),
    "PIL": ("gateway.adapters.pillow_pictures",),
    "cryptography": ("gateway.adapters.cryptography_crypto*",),
    "yaml": ("gateway.config.*",),
    "pydantic": ("gateway.config.*",),
    # pydantic's errors and own exceptions are defined there.
    "pydantic_core": ("gateway.config.*",),
    "opentelemetry": ("gateway.adapters.otel_traces*",),
    "litellm": ("gateway.adapters.litellm_provider*",),
    # litellm hands its request to these two; our transport stands in their place.
    "httpx": ("gateway.adapters.litellm_provider*",),
    "openai": ("gateway.adapters.litellm_provider*",),
    "jsonschema": ("gateway.adapters.jsonschema_*",),
    "referencing": ("gateway.adapters.jsonschema_*",),
    "regex": ("gateway.adapters.jsonschema_*",),
}
# core reads no clock, no randomness, no environment, and does no I/O.
IMPURE = frozenset(
    {"asyncio", "logging", "os", "random", "secrets", "socket", "ssl", "subprocess", "threading", "time"}
)
# litellm costs seconds and 100 MiB, and these two are half of that: loaded by the first call that needs them.
LATE_IMPORTS = dict.fromkeys(("litellm", "httpx", "openai"), ("gateway.adapters.litellm_provider*",))

RULES = Rules(MAY_IMPORT, BLIND_NEIGHBOURS, LIBRARIES, IMPURE, LATE_IMPORTS)

WRONG = {
    "upward": (
        {"core/a.py": "import gateway.ports.b", "ports/b.py": ""},
        "core may import only nothing of ours",
    ),
    "http knows an adapter": (
        {"http/a.py": "from gateway.adapters import b", "adapters/b.py": ""},
        "http may import only control",
    ),
    "sideways": (
        {"adapters/a.py": "from gateway.config.b import c", "config/b.py": ""},
        "adapters may import only core, ports",
    ),
    "neighbour": (
        {"steps/a.py": "from gateway.steps import b", "steps/b.py": ""},
        "never import a neighbour",
    ),
    "relative neighbour": ({"ports/a.py": "from . import b", "ports/b.py": ""}, "never import a neighbour"),
    "sdk above core": ({"sdk.py": "import gateway.ports.b", "ports/b.py": ""}, "sdk may import only core"),
    "cycle": (
        {"core/a.py": "import gateway.core.b", "core/b.py": "import gateway.core.a"},
        "gateway.core.a -> gateway.core.b -> gateway.core.a: a cycle",
    ),
    "in a function": (
        {"cli/a.py": "def f():\n    import gateway.core.b", "core/b.py": ""},
        "gateway.cli.a:2 imports gateway.core.b: an import inside a function",
    ),
    "under TYPE_CHECKING": (
        {"core/a.py": "if TYPE_CHECKING:\n    import gateway.app", "app.py": ""},
        "core may import only nothing",
    ),
    "library in core": ({"core/a.py": "import redis"}, "core uses the standard library only"),
    "library in the sdk": ({"sdk.py": "import yaml"}, "sdk uses the standard library only"),
    "library out of place": ({"http/a.py": "import redis.asyncio"}, "redis is imported in gateway.adapters"),
    "library without a place": ({"http/a.py": "import requests"}, "requests has no place yet"),
    "clock in core": ({"core/a.py": "from time import monotonic"}, "core is pure"),
    "no layer": ({"stuff/a.py": "import gateway.core.b", "core/b.py": ""}, "stuff is no layer"),
}


def test_imports_go_one_way() -> None:
    assert not complaints(ROOT, RULES), "\n" + "\n".join(complaints(ROOT, RULES))


def test_every_layer_in_the_tree_has_a_row() -> None:
    names = {path.stem for path in (ROOT / "gateway").iterdir() if path.suffix == ".py" or _is_package(path)}

    assert names - {"__init__"} <= set(MAY_IMPORT)


def test_no_library_of_the_table_is_in_the_standard_library() -> None:
    assert not set(LIBRARIES) & sys.stdlib_module_names


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_tree_is_refused(name: str, tmp_path: Path) -> None:
    files, expected = WRONG[name]
    _plant(tmp_path, files)

    assert any(expected in complaint for complaint in complaints(tmp_path, RULES))


def test_a_right_tree_has_no_complaints(tmp_path: Path) -> None:
    _plant(
        tmp_path,
        {
            "app.py": "from gateway.adapters.redis_store import store\nfrom gateway.needs import Ports",
            "needs.py": "from gateway.ports.store import Store",
            "pipeline.py": "from gateway.steps.redact import redact",
            "steps/redact.py": "from gateway.ports.store import Store\nfrom gateway.core import vault",
            "ports/store.py": "from gateway.core.vault import Vault",
            "core/vault.py": "import hashlib",
            "adapters/redis_store/store.py": "import redis\nfrom gateway.adapters.redis_store import scripts",
            "adapters/redis_store/scripts.py": "",
            "adapters/litellm_provider.py": "def load():\n    import litellm",
        },
    )

    assert complaints(tmp_path, RULES) == []


def _plant(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = root / "gateway" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _is_package(path: Path) -> bool:
    return path.is_dir() and any(path.glob("*.py"))
