"""A tenant's credential opens for that tenant, provider and deployment alone; one that does not open ends the start."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest

from gateway.control import credentials, tenants
from gateway.control.plane import ControlPlane
from gateway.core.policy import Rulebook
from tests.support.control import opened_plane
from tests.support.stages import entry, rulebook

SECRET = "sk-of-acme-alone"
MOCK = entry(name="mock")


def rules(texts: Mapping[str, str], provider: str = "mock") -> Rulebook:
    return rulebook(provider=entry(name=provider, tenant_credentials=MappingProxyType(dict(texts))))


async def encrypted(plane: ControlPlane) -> str:
    for tenant in ("acme", "globex"):
        await tenants.create(plane, tenant)
    return await credentials.encrypt(plane, "acme", MOCK, SECRET)


async def test_an_encrypted_credential_is_opened_and_a_plain_one_stays(tmp_path: Path) -> None:
    async with opened_plane(tmp_path) as (plane, _):
        text = await encrypted(plane)
        opened = await credentials.opened(plane, rules({"acme": text, "globex": "sk-plain"}))

        assert SECRET not in text
        assert text != await credentials.encrypt(plane, "acme", MOCK, SECRET)
        assert opened.providers["mock"].tenant_credentials == {"acme": SECRET, "globex": "sk-plain"}
        assert SECRET not in repr(opened)


async def test_without_an_encrypted_one_the_rules_are_the_same(tmp_path: Path) -> None:
    async with opened_plane(tmp_path) as (plane, _):
        book = rules({"acme": "sk-plain"})

        assert await credentials.opened(plane, book) is book


async def test_a_line_that_was_copied_changed_or_cut_opens_nothing_and_is_named(tmp_path: Path) -> None:
    async with opened_plane(tmp_path) as (plane, _):
        text = await encrypted(plane)
        middle = len(text) // 2
        changed = text[:middle] + ("A" if text[middle] != "A" else "B") + text[middle + 1 :]
        wrong = [
            rules({"globex": text}),
            rules({"acme": text}, provider="other"),
            rules({"nobody": text}),
            rules({"acme": changed}),
            rules({"acme": text[:-8]}),
            rules({"acme": "encrypted:x"}),
        ]
        for book in wrong:
            with pytest.raises(ValueError, match=r"provider \w+: the credential of tenant \w+ does not open"):
                await credentials.opened(plane, book)


async def test_another_deployments_master_key_opens_nothing(tmp_path: Path) -> None:
    async with opened_plane(tmp_path) as (plane, _):
        text = await encrypted(plane)
        stranger = replace(plane, cipher=plane.cipher.under(bytes(32)))

        with pytest.raises(ValueError, match="does not open"):
            await credentials.opened(stranger, rules({"acme": text}))


async def test_only_a_known_tenant_has_a_key_to_encrypt_under(tmp_path: Path) -> None:
    async with opened_plane(tmp_path) as (plane, _):
        with pytest.raises(LookupError):
            await credentials.encrypt(plane, "acme", MOCK, SECRET)


async def test_access_keys_that_sign_nothing_are_neither_encrypted_nor_opened(tmp_path: Path) -> None:
    async with opened_plane(tmp_path) as (plane, _):
        await tenants.create(plane, "acme")
        bedrock, keys = replace(MOCK, litellm_prefix="bedrock"), "aws:eu-central-1:AKIDEXAMPLE:secret"
        text = await credentials.encrypt(plane, "acme", bedrock, keys)
        for provider, secret in ((MOCK, keys), (bedrock, "aws:eu-central-1")):
            with pytest.raises(ValueError, match="AWS access keys"):
                await credentials.encrypt(plane, "acme", provider, secret)

        with pytest.raises(
            ValueError, match="provider mock: the credential of tenant acme is none for it: AWS access keys"
        ):
            await credentials.opened(plane, rules({"acme": text}))
