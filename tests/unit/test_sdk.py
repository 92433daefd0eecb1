"""The sealing SDK: says at once, without naming a value, what cannot be sealed; needs nothing but Python."""

import ast
import html
import json
import re
import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from string import Template

import pytest

from gateway import sdk
from gateway.core.keys import API_PREFIX, compose
from gateway.core.seal import open_block, runs
from gateway.sdk import Sealer
from tests.support.sealing import SEAL_KEYS, seal_key_text, sealer
from tests.support.stages import NOW

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "sealing.json").read_text(encoding="utf-8"))
SOURCE = Path(sdk.__file__)


@pytest.mark.parametrize("vector", VECTORS["valid"], ids=lambda vector: vector["name"])
def test_the_documented_vectors_are_written_byte_for_byte(vector: dict[str, object]) -> None:
    given = dict(vector["arguments"])  # type: ignore[call-overload]  # plain JSON
    given["known"] = [each if isinstance(each, str) else tuple(each) for each in given.get("known", ())]
    given["expires"] = datetime.fromisoformat(given["expires"])

    assert Sealer({"acme": VECTORS["seal_key"]}).seal(**given) == vector["block"]


def test_a_block_is_one_run_that_no_escaping_changes() -> None:
    block = sealer().seal('Jane: "5 > 4" & <b>\n' * 50, tenant="acme", record="r1", kind="lead")

    assert re.fullmatch(r"isgseal1\.[A-Za-z0-9_.-]+\.isgsealend", block)
    assert json.dumps(block) == f'"{block}"'
    assert html.escape(block) == block
    assert Template("Lead: $lead").substitute(lead=block) == f"Lead: {block}"
    assert f"> **Lead** {block}\n".split() == [">", "**Lead**", block]


def test_every_stretch_of_a_block_shows_what_it_is() -> None:
    block = sealer().seal("x" * 5_000, tenant="acme", record="r1", kind="lead")

    assert all("isgseal" in block[at : at + 120] for at in range(len(block) - 120))


def test_the_text_does_not_stand_in_the_block() -> None:
    assert "Jane" not in sealer().seal("Jane Doe", tenant="acme", record="r1", kind="lead", known=["Jane Doe"])


def test_a_row_of_a_tenant_without_a_key_cannot_be_sealed() -> None:
    with pytest.raises(ValueError, match="row's tenant"):
        sealer("acme").seal("x", tenant="globex", record="r1", kind="lead")


@pytest.mark.parametrize(
    "key",
    [
        "",
        seal_key_text("globex"),
        seal_key_text()[:-1] + "x",
        compose(API_PREFIX, "acme", "s1", bytes(32)),
        seal_key_text().upper(),
    ],
)
def test_what_is_not_this_tenants_seal_key_is_refused_without_repeating_it(key: str) -> None:
    with pytest.raises(ValueError, match="not a seal key of that tenant") as caught:
        Sealer({"acme": key})

    assert not key or key not in str(caught.value)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"subjects": {"c1": "friend"}}, "addressee, sender or third"),
        ({"subjects": {1: "third"}}, "texts"),
        ({"record": ""}, "record id"),
        ({"record": 17}, "texts"),
        ({"kind": "Lead!"}, "kind"),
        ({"kind": "sample"}, "a user for a sample"),
        ({"known": [""]}, "known value"),
        ({"known": [("Jane Doe", "c1", "PERSON", "x")]}, "known value"),
        ({"known": [("Jane Doe", "c9")]}, "subject that the block does not"),
        ({"born": {"c1": "yesterday"}}, "birth date"),
        ({"purposes": ["Content!"]}, "purpose"),
        ({"purposes": [1]}, "purpose"),
        ({"expires": datetime(2026, 1, 1)}, "time zone"),  # noqa: DTZ001 - the mistake under test
    ],
)
def test_a_mistake_is_told_where_the_record_is_sealed_and_never_names_a_value(
    wrong: dict[str, object], said: str
) -> None:
    arguments: dict[str, object] = {"tenant": "acme", "record": "r1", "kind": "lead", **wrong}

    with pytest.raises(ValueError, match=said) as caught:
        sealer().seal("x", **arguments)  # type: ignore[arg-type]  # mistakes on purpose
    assert "Jane" not in str(caught.value)


@pytest.mark.parametrize("text", ["a isgseal1.x", "ISGSEAL", "…IsGsEaLend"])
def test_a_record_is_sealed_once(text: str) -> None:
    with pytest.raises(ValueError, match="seal each record once"):
        sealer().seal(text, tenant="acme", record="r1", kind="lead")


def test_half_of_a_surrogate_pair_is_refused_without_its_text() -> None:
    with pytest.raises(ValueError, match="surrogate") as caught:
        sealer().seal("Jane \ud800", tenant="acme", record="r1", kind="lead")

    assert caught.value.__cause__ is None
    assert "Jane" not in str(caught.value)


@pytest.mark.parametrize("born", [date(1990, 12, 31), "1990-12-31", datetime(1990, 12, 31)])  # noqa: DTZ001 - a day
def test_a_birth_date_may_be_a_date_a_time_or_a_text(born: date | str) -> None:
    block = sealer().seal("x", tenant="acme", record="r1", kind="lead", subjects={"c": "third"}, born={"c": born})

    (run,) = runs(block)
    assert not open_block(run, tenant="acme", keys=SEAL_KEYS, now=NOW).has_minor


def test_an_hour_is_the_life_of_a_block_unless_said() -> None:
    (run,) = runs(sealer().seal("x", tenant="acme", record="r1", kind="lead"))

    open_block(run, tenant="acme", keys=SEAL_KEYS, now=NOW + timedelta(minutes=59))
    with pytest.raises(Exception, match="context_expired"):
        open_block(run, tenant="acme", keys=SEAL_KEYS, now=NOW + timedelta(minutes=61))


def test_the_file_can_be_copied_into_another_code_base() -> None:
    imported = {
        (node.module or "").split(".")[0] if isinstance(node, ast.ImportFrom) else node.names[0].name.split(".")[0]
        for node in ast.walk(ast.parse(SOURCE.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
    }

    assert imported <= sys.stdlib_module_names


def test_a_copy_runs_by_itself(tmp_path: Path) -> None:
    (tmp_path / "isogate_seal.py").write_text(SOURCE.read_text(encoding="utf-8"), encoding="utf-8")
    program = f"""
import isogate_seal
sealer = isogate_seal.Sealer({{"acme": {seal_key_text()!r}}})
print(sealer.seal("hello", tenant="acme", record="r1", kind="lead"))
"""
    ran = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n{program}"],
        capture_output=True,
        text=True,
        check=True,
    )

    (run,) = runs(ran.stdout.strip())
    assert open_block(run, tenant="acme", keys=SEAL_KEYS, now=NOW.now(NOW.tzinfo)).text == "hello"
