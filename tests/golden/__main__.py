"""`python -m tests.golden`: write what is sent now over what was reviewed; look at the difference before it is committed."""

import asyncio

from tests.golden.recording import recorded
from tests.golden.table import PAGE, page
from tests.golden.test_golden import PLACE


async def main() -> None:
    """Record every case, take away files of none, and write the table of the page on providers."""
    known = set(PLACE.glob("*.txt"))
    async for name, text in recorded():
        (PLACE / f"{name}.txt").write_text(text, encoding="utf-8")
        known.discard(PLACE / f"{name}.txt")
    for stale in known:
        stale.unlink()
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(main())
