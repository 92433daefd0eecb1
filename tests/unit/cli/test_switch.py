"""`isogate switch`."""

from tests.support.commands import Shell


def test_a_switch_is_listed_until_it_is_on_again(acme: Shell) -> None:
    assert acme("switch", "off", "--purpose", "twin", "--sample").out == "purpose twin is off\n"
    assert acme("switch", "off", "--provider", "sandbox", "--sample").code == 0
    assert acme("switch", "list", "--sample", "--json").json == ["provider:sandbox", "purpose:twin"]

    acme("switch", "on", "--purpose", "twin", "--sample")
    assert acme("switch", "list", "--sample").out == "provider:sandbox\n"


def test_a_name_that_the_configuration_lacks_is_switched_with_a_note(acme: Shell) -> None:
    ran = acme("switch", "off", "--provider", "opneai", "--sample")

    assert ran.code == 0
    assert "no provider of that name" in ran.err


def test_a_switch_is_for_one_thing(acme: Shell) -> None:
    assert acme("switch", "off", "--sample").code == 2
    assert acme("switch", "off", "--provider", "a", "--tenant", "b", "--sample").code == 2
