"""`isogate tenant`."""

from tests.support.commands import Shell


def test_a_tenant_is_created_and_listed(shell: Shell) -> None:
    assert shell("tenant", "create", "acme", "--sample").out == "created tenant acme\n"

    (row,) = shell("tenant", "list", "--sample", "--json").json
    assert (row["tenant"], row["status"], row["has_file"]) == ("acme", "active", True)


def test_a_tenant_without_a_file_is_created_with_a_note(acme: Shell) -> None:
    ran = acme("tenant", "create", "initech", "--sample")

    assert ran.code == 0
    assert "tenants/initech.yaml" in ran.err


def test_suspending_and_activating_show(acme: Shell) -> None:
    acme("tenant", "suspend", "acme", "--sample")
    assert "suspended" in acme("tenant", "list", "--sample").out

    acme("tenant", "activate", "acme", "--sample")
    assert "suspended" not in acme("tenant", "list", "--sample").out


def test_a_tenant_that_is_there_or_has_no_proper_id_is_wrong_use(acme: Shell) -> None:
    assert acme("tenant", "create", "acme", "--sample").code == 2
    assert acme("tenant", "create", "a b", "--sample").code == 2
    assert acme("tenant", "suspend", "nobody", "--sample").code == 2
