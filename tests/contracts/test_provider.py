"""Every way to a provider keeps the provider contract."""

from collections.abc import AsyncIterator

import pytest

from gateway.adapters.aiohttp_provider.egress import AiohttpEgress
from gateway.adapters.aiohttp_provider.provider import AiohttpProvider
from gateway.adapters.litellm_provider.provider import LitellmProvider
from gateway.adapters.sandbox_provider.provider import SandboxProvider
from gateway.core.jsontypes import JsonObject
from gateway.core.registry import Way
from gateway.core.stages import Upstream
from gateway.core.wire import Wire
from gateway.core.wires.anthropic_messages import ANTHROPIC_MESSAGES
from gateway.core.wires.openai_chat import OPENAI_CHAT
from gateway.ports.provider import Provider
from tests.contracts.provider import NetworkProviderContract, ProviderContract
from tests.support.litellm_library import loaded_once
from tests.support.providers import entry, upstream
from tests.support.upstream import RecordingUpstream


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Each adapter's own wires, and what spoils its streams."""
    if "wire" in metafunc.fixturenames and metafunc.cls is not None:
        metafunc.parametrize("wire", metafunc.cls.wires, ids=lambda wire: wire.name)
    if "spoil" in metafunc.fixturenames and metafunc.cls is not None:
        metafunc.parametrize("spoil", metafunc.cls.spoils.values(), ids=list(metafunc.cls.spoils))


class TestDirect(NetworkProviderContract):
    @pytest.fixture
    async def provider(self, upstream: RecordingUpstream) -> AsyncIterator[Provider]:
        egress = AiohttpEgress()
        yield AiohttpProvider(egress)
        await egress.close()

    def asked(self, wire: Wire, given: JsonObject, *, tenant: str = "globex") -> Upstream:
        return upstream(entry(Way.DIRECT, self.base_url), wire, given, tenant=tenant)


class TestLitellm(NetworkProviderContract):
    wires = (OPENAI_CHAT, ANTHROPIC_MESSAGES)

    @pytest.fixture
    async def provider(self, upstream: RecordingUpstream) -> AsyncIterator[Provider]:
        egress = AiohttpEgress()
        yield LitellmProvider(egress, loaded_once)
        await egress.close()

    def asked(self, wire: Wire, given: JsonObject, *, tenant: str = "globex") -> Upstream:
        prefix = "mistral" if wire is OPENAI_CHAT else "openai"
        return upstream(entry(Way.LITELLM, self.base_url, prefix=prefix), wire, given, tenant=tenant)


class TestSandbox(ProviderContract):
    @pytest.fixture
    def provider(self) -> Provider:
        return SandboxProvider()

    def asked(self, wire: Wire, given: JsonObject, *, tenant: str = "globex") -> Upstream:
        return upstream(entry(Way.SANDBOX, ""), wire, given, model="echo", tenant=tenant)
