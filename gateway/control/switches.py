"""The operator's kill switches for a provider, purpose, tenant or token issuer: as immediate as a withdrawal (C7.1)."""

from __future__ import annotations

from enum import StrEnum

from gateway.control.plane import ControlPlane


class Subject(StrEnum):
    """What a switch turns off."""

    PROVIDER = "provider"
    PURPOSE = "purpose"
    TENANT = "tenant"
    ISSUER = "issuer"


def switch_name(subject: Subject, name: str) -> str:
    """The switch's name in the store: `provider:openai`."""
    return f"{subject.value}:{name}"


async def turn_off(plane: ControlPlane, subject: Subject, name: str) -> None:
    """Turn off; returns when no call that it concerns can start any more."""
    await plane.store.set_switch(switch_name(subject, name), off=True)
    await plane.acknowledge()


async def turn_on(plane: ControlPlane, subject: Subject, name: str) -> None:
    """Turn on again; calls may start at once."""
    await plane.store.set_switch(switch_name(subject, name), off=False)


async def turned_off(plane: ControlPlane) -> list[str]:
    """Names of the switches that are off, sorted."""
    return sorted(await plane.store.switches())
