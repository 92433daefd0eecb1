"""The order of the steps is in the types: each stage is made in one place, and a call that skips one does not type-check."""

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.repo.source import ROOT, modules

MADE_IN = {
    "Asked": {"gateway/http/data_plane.py", "gateway/cli/explain.py", "gateway/cli/rehearsal.py"},
    "Authenticated": {"gateway/steps/authenticate.py"},
    "Consented": {"gateway/steps/consent.py"},
    "Permitted": {"gateway/steps/permit.py"},
    "Isolated": {"gateway/steps/isolate.py"},
    "Redacted": {"gateway/steps/redact.py"},
    "Wired": {"gateway/steps/tripwire.py"},
    "Guarded": {"gateway/steps/guard.py"},
    "SafeText": {"gateway/steps/redact.py"},
    "SafePicture": {"gateway/steps/redact.py"},
}
"""`Asked` is made at each entrance; everything behind it in its own step alone."""

SKIPS = {
    "consent": "permit(authenticated, rules, now)",
    "permit": "isolate(Consented(authenticated), cipher, keys, now)",
    "isolate": "await redact(permitted, vault, detector, anonymizer, pictures)",
    "tripwire": "await guard(redacted, outgoing, vault, detector, store, gate, tracing)",
    "guard": "call(permitted, prepared, gate, watch)",
}
"""The step that is left out, and the call that would do it."""

PROLOGUE = """
from datetime import date, datetime
from gateway.core.deployment import DeploymentKeys
from gateway.core.policy import Rulebook
from gateway.core.stages import Authenticated, Consented, Outgoing, Permitted, Redacted
from gateway.core.vault import Vault
from gateway.ports.anonymizer import Anonymizer
from gateway.ports.crypto import Cipher
from gateway.ports.detector import Detector
from gateway.ports.pictures import Pictures
from gateway.ports.provider import Prepared
from gateway.ports.store import Store
from gateway.ports.watch import Watch
from gateway.steps.call import Permit, call
from gateway.steps.guard import guard
from gateway.steps.isolate import isolate
from gateway.steps.permit import permit
from gateway.steps.redact import redact
from gateway.steps.trace import Tracing

async def wrong(authenticated: Authenticated, permitted: Permitted, rules: Rulebook, today: date, now: datetime,
                cipher: Cipher, keys: DeploymentKeys, vault: Vault, detector: Detector, anonymizer: Anonymizer,
                pictures: Pictures, prepared: Prepared, gate: Permit, watch: Watch, redacted: Redacted, outgoing: Outgoing,
                store: Store, tracing: Tracing) -> None:
"""


@cache
def makers() -> dict[str, set[str]]:
    """What is called by name in the package → the modules that call it."""
    found: dict[str, set[str]] = {}
    for module in modules(ROOT, "gateway"):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                found.setdefault(node.func.id, set()).add(str(module.path.relative_to(ROOT)))
    return found


@pytest.mark.parametrize("stage", MADE_IN)
def test_a_stage_is_made_in_its_own_step_alone(stage: str) -> None:
    assert makers()[stage] == MADE_IN[stage], f"{stage} is made by its step; take the one that the step returns"


def test_a_call_that_skips_a_step_does_not_type_check(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.py"
    wrong.write_text(PROLOGUE + "".join(f"    {line}  # skips {step}\n" for step, line in SKIPS.items()))
    lines = dict(enumerate(SKIPS, start=PROLOGUE.count("\n") + 1))

    checked = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", str(wrong)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )

    complaints = [line for line in checked.stdout.splitlines() if "[arg-type]" in line]
    told = {lines[int(line.split(":")[1])] for line in complaints if "wrong.py" in line}
    assert told == set(SKIPS), checked.stdout
