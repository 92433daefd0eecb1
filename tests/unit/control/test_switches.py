"""The operator's kill switches."""

from pathlib import Path

from gateway.control import switches, tenants
from gateway.control.switches import Subject
from tests.support.control import acknowledged, opened_plane


async def test_a_switch_is_off_until_it_is_turned_on_and_off_is_acknowledged_late(tmp_path: Path) -> None:
    async with opened_plane(tmp_path) as (plane, clock):
        await tenants.create(plane, "acme")
        before = await plane.store.epochs(["acme"])
        await acknowledged(clock, switches.turn_off(plane, Subject.PROVIDER, "openai"))
        await acknowledged(clock, switches.turn_off(plane, Subject.PURPOSE, "content"))

        assert await switches.turned_off(plane) == ["provider:openai", "purpose:content"]
        assert await plane.store.epochs(["acme"]) > before
        await switches.turn_on(plane, Subject.PROVIDER, "openai")
        assert await switches.turned_off(plane) == ["purpose:content"]


def test_a_switch_is_named_as_the_steps_look_for_it() -> None:
    assert [switches.switch_name(subject, "x") for subject in Subject] == [
        "provider:x",
        "purpose:x",
        "tenant:x",
        "issuer:x",
    ]
