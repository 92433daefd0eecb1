"""A throw-away deployment is whole, and leaves nothing."""

from pathlib import Path

import pytest

from gateway.cli.rehearsal import TENANT, rehearsal
from gateway.core.wires.openai_chat import OPENAI_CHAT
from gateway.pipeline import explain


async def test_a_call_is_allowed_in_it_and_its_folder_is_gone_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setenv("ISOGATE_STORE__URL", "redis://127.0.0.1:1")
    body = {"model": "sandbox/echo", "messages": [{"role": "user", "content": "Hello"}]}

    async with rehearsal() as house:
        assert len(_made(tmp_path)) == 1
        explained = await explain(house.asked(OPENAI_CHAT, "content", body), house.ports)

    assert explained.isolated.permitted.authenticated.tenant.tenant == TENANT
    assert _made(tmp_path) == []


async def test_its_keys_do_not_show(tmp_path: Path) -> None:
    async with rehearsal() as house:
        assert house.key not in repr(house)


def _made(folder: Path) -> list[Path]:
    return list(folder.iterdir())
