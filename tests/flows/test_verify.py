"""`isogate verify`, as shipped: every carrier in every place, every provider family, every cut of a stream. All of it green."""

import asyncio
import json
import os
import sys

import pytest

pytestmark = pytest.mark.timeout(1800)
PROVEN = {
    *("openai", "azure-openai", "anthropic", "mistral", "groq", "openrouter", "vllm"),
    *("gemini-translated", "vertex-ai-translated", "bedrock-translated"),
}


async def test_nothing_leaks_and_nothing_breaks() -> None:
    command = [sys.executable, "-m", "gateway", "verify", "--json"]
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE, env=dict(os.environ))
    out, _ = await process.communicate()

    told = json.loads(out)
    wrong = [each for each in told["leaves"] if each["outcome"] not in {"hidden", "refused"}]
    wrong += [each for each in told["returns"] if each["outcome"] not in {"fine", "sent only", "not taken"}]
    assert (wrong, told["ok"], process.returncode) == ([], True, 0)
    assert {each["provider"] for each in told["returns"]} >= PROVEN
    assert len(told["leaves"]) > 2_000
    assert len({each["wire"] for each in told["leaves"]}) == 5
