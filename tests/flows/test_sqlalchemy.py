"""The hook for SQLAlchemy, as docs/sealing.md gives it: rows are sealed with their own tenant, whoever asks for them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from gateway.core.errors import Refusal
from gateway.core.seal import open_block, runs
from tests.support.sealing import SEAL_KEYS, sealer
from tests.support.stages import NOW

PAGE = Path(__file__).parents[2] / "docs" / "sealing.md"


@pytest.fixture
def page() -> dict[str, Any]:
    """What the lines on the page define."""
    (source,) = re.findall(r"```python\n(from sqlalchemy.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    names: dict[str, Any] = {"__name__": "page"}
    exec(compile(source, str(PAGE), "exec", dont_inherit=True), names)
    return names


@pytest.fixture
def session(page: dict[str, Any]) -> Session:
    """Two tenants' leads."""
    seal_rows: Callable[[object, object], None] = page["seal_rows"]
    seal_rows(page["Lead"], sealer("acme", "globex"))
    engine = create_engine("sqlite://")
    page["Base"].metadata.create_all(engine)
    with Session(engine) as writing:
        for number, tenant in enumerate(("acme", "globex"), 1):
            lead = page["Lead"](
                id=number, tenant_id=tenant, owner="u1", contact=f"Jane {number}", text=f"Met Jane {number}."
            )
            writing.add(lead)
        writing.commit()
    return Session(engine)


def test_each_row_that_is_read_bears_a_block_of_its_own_tenant(page: dict[str, Any], session: Session) -> None:
    own, foreign = session.scalars(select(page["Lead"]).order_by(page["Lead"].id))
    (run,) = runs(own.block)
    block = open_block(run, tenant="acme", keys=SEAL_KEYS, now=NOW)

    assert (block.text, block.user, [known.value for known in block.known]) == ("Met Jane 1.", "u1", ["Jane 1"])
    (run,) = runs(foreign.block)
    with pytest.raises(Refusal, match="context_foreign"):
        open_block(run, tenant="acme", keys=SEAL_KEYS, now=NOW)


def test_a_row_that_is_read_again_is_sealed_again(page: dict[str, Any], session: Session) -> None:
    lead = session.get(page["Lead"], 1)
    assert lead is not None
    lead.text = "Met Jane 1 twice."
    session.flush()
    session.refresh(lead)
    (run,) = runs(lead.block)

    assert open_block(run, tenant="acme", keys=SEAL_KEYS, now=NOW).text == "Met Jane 1 twice."
