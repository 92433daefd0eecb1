"""Each module has its test where a reader looks for it.

``gateway/core/vault.py`` is tested by ``tests/unit/core/test_vault.py``.
"""

from fnmatch import fnmatch

import pytest

from tests.repo.source import ROOT, modules

# Modules without a unit test of their own, and where they are tested instead. The list may only shrink: an
# entry that is no longer needed fails the test below.
EXCEPTIONS = {
    "gateway/ports/*": "Protocols hold no code; tests/contracts runs each one's suite for every adapter",
    "gateway/app.py": "joins the real parts; tests/flows starts it",
    "gateway/needs.py": "fields alone",
    "gateway/plane.py": "joins the real parts; tests/unit/cli and tests/flows open it",
    "gateway/http/asgi.py": "types alone",
    "gateway/core/jsontypes.py": "types alone",
}


def test_each_module_has_its_unit_test() -> None:
    missing = [
        f"{source}: write {test}"
        for source, test in _pairs().items()
        if not (ROOT / test).exists() and not _excused(source)
    ]

    assert not missing, "\n" + "\n".join(missing)


def test_each_unit_test_has_its_module() -> None:
    expected = set(_pairs().values())
    found = {str(path.relative_to(ROOT)) for path in (ROOT / "tests" / "unit").rglob("test_*.py")}

    assert not found - expected, "rename or move these with their modules"


@pytest.mark.parametrize("pattern", EXCEPTIONS)
def test_each_exception_is_still_needed(pattern: str) -> None:
    without = [source for source, test in _pairs().items() if fnmatch(source, pattern) and not (ROOT / test).exists()]

    assert without, f"remove {pattern!r} from the list: every module that it names has its test, or is gone"


def _pairs() -> dict[str, str]:
    """Each module's path with the path of its test, both from the root of the repository."""
    pairs = {}
    for module in modules(ROOT, "gateway"):
        if module.is_package:
            continue
        path = module.path.relative_to(ROOT)
        pairs[str(path)] = str(ROOT.joinpath("tests", "unit", *path.parts[1:-1], f"test_{path.name}").relative_to(ROOT))
    return pairs


def _excused(source: str) -> bool:
    return any(fnmatch(source, pattern) for pattern in EXCEPTIONS)
