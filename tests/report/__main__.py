"""``make pii-report``: how well personal data is found, against stock Presidio in the same run.

The data lie beside the checkout (``../shared/data``) or where ``--data`` says. Nothing of any text is printed or written.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path

from tests.report import documents, outcome, page, systems, tables
from tests.report.documents import Corpus
from tests.report.measuring import evaded, measured
from tests.support.detection import unhurried

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data"
SPANS = 10_000
CLEAN_DOCUMENTS = 1_000
HARD_SHARE = 2
QUICK_SPANS, QUICK_DOCUMENTS = 500, 60
EVASION = "evasion"
# The first is the product, the last what one would install today.
SYSTEMS = (systems.isogate, systems.patterns, systems.presidio)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and tell: 0 when done, 2 for wrong use."""
    asked = _arguments(argv)
    run = asyncio.run(_run(asked))
    _say("")
    made = tables.tables(run)
    print("\n\n".join(map(tables.as_text, made)))
    if asked.json:
        asked.json.write_text(json.dumps(outcome.as_json(run), indent=1) + "\n", encoding="utf-8")
    if asked.write:
        page.write(asked.write, run, made)
    return 0


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make pii-report", description="pass options as ARGS='--quick ...'")
    parser.add_argument("--data", type=Path, default=DATA, metavar="FOLDER", help="crm/, public/ and evasion/")
    parser.add_argument(
        "--only", type=lambda text: text.split(","), metavar="SETS", help="sets by comma, evasion is one"
    )
    parser.add_argument(
        "--spans", type=int, default=SPANS, help="labelled ranges in filled templates, half as many in hard ones"
    )
    parser.add_argument("--clean", type=int, default=CLEAN_DOCUMENTS, help="texts without personal data")
    parser.add_argument("--limit", type=int, metavar="N", help="documents per set, at most")
    parser.add_argument("--quick", action="store_true", help="a look, not a result")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every figure to FILE")
    parser.add_argument("--write", type=Path, metavar="PAGE", help="put the tables into PAGE, and a picture beside it")
    asked = parser.parse_args(argv)
    if asked.quick:
        asked.spans, asked.limit = QUICK_SPANS, QUICK_DOCUMENTS
    if not (asked.data / "LABELS.md").is_file():
        parser.error(f"no data in {asked.data} (LABELS.md is missing); --data says where it is")
    names = [each.name for each in _corpora(asked)]
    if unknown := set(asked.only or ()) - {*names, EVASION}:
        parser.error(f"{', '.join(sorted(unknown))}: not one of {', '.join([*names, EVASION])}")
    return asked


def _corpora(asked: argparse.Namespace) -> list[Corpus]:
    return [
        documents.written(asked.data),
        documents.generated(asked.data, asked.spans),
        documents.hard(asked.data, asked.spans // HARD_SHARE),
        documents.without_personal_data(asked.data, asked.clean),
        *documents.public(asked.data),
    ]


async def _run(asked: argparse.Namespace) -> outcome.Run:
    _say("preparing the detectors")
    corpora = [each for each in _corpora(asked) if not asked.only or each.name in asked.only]
    async with AsyncExitStack() as stack:
        chosen = [await stack.enter_async_context(opened()) for opened in SYSTEMS]
        results = [each for corpus in corpora for each in await measured(corpus, chosen, asked.limit, _say)]
        disguised = await evaded(asked.data, chosen, _say) if not asked.only or EVASION in asked.only else {}
    return outcome.Run(corpora, chosen, results, disguised)


def _say(text: str) -> None:
    """Progress: one line that changes, on a terminal only."""
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    unhurried()
    sys.exit(main())
