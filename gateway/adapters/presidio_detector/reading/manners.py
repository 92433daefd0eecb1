"""Every kind of disguise that is undone, carriers first."""

from __future__ import annotations

from gateway.adapters.presidio_detector.reading import blobs, carriers, quoted_printable
from gateway.adapters.presidio_detector.reading.views import Manner

MANNERS = (
    Manner(carriers.carried, carriers.TRIGGERS, carries=True),
    Manner(quoted_printable.printable, quoted_printable.TRIGGERS, carries=True),
    Manner(blobs.tokens, blobs.TOKEN_TRIGGERS, carries=True),
    Manner(blobs.pairs, blobs.PAIR_TRIGGERS, carries=True),
    Manner(blobs.numbers, blobs.NUMBER_TRIGGERS, carries=True),
    Manner(blobs.bits, blobs.BIT_TRIGGERS, carries=True),
)
