"""Every kind of disguise that is undone, carriers first."""

from __future__ import annotations

from gateway.adapters.presidio_detector.reading import (
    addresses,
    blobs,
    breaks,
    carriers,
    ciphers,
    dummies,
    emphasis,
    fields,
    groups,
    keys,
    leet,
    letters,
    lookalikes,
    morse,
    quoted_printable,
    quotes,
    spoken,
    told_letters,
)
from gateway.adapters.presidio_detector.reading.views import Manner

SURE = 0.5
"""The score that a find needs where undoing what is no disguise may make one up."""

MANNERS = (
    Manner(carriers.carried, carriers.TRIGGERS, carries=True),
    Manner(quoted_printable.printable, quoted_printable.TRIGGERS, carries=True),
    Manner(blobs.tokens, blobs.TOKEN_TRIGGERS, carries=True),
    Manner(blobs.pairs, blobs.PAIR_TRIGGERS, carries=True),
    Manner(blobs.numbers, blobs.NUMBER_TRIGGERS, carries=True),
    Manner(blobs.calls, blobs.CALL_TRIGGERS, carries=True),
    Manner(blobs.bits, blobs.BIT_TRIGGERS, carries=True),
    Manner(lookalikes.alike, lookalikes.TRIGGERS),
    Manner(breaks.closed, breaks.TRIGGERS, SURE, joins=True),
    Manner(breaks.closed_in_words, breaks.TRIGGERS, is_for_known=True),
    Manner(emphasis.without, emphasis.TRIGGERS, SURE),
    Manner(emphasis.without_but_joining, emphasis.TRIGGERS, SURE),
    Manner(emphasis.without_joining, emphasis.LETTER_TRIGGERS, is_for_known=True),
    Manner(groups.numbers, groups.NUMBER_TRIGGERS, SURE),
    Manner(groups.alike, groups.ALIKE_TRIGGERS, SURE),
    Manner(groups.accounts, groups.ACCOUNT_TRIGGERS, SURE, by_ends=True),
    Manner(letters.joined, (*letters.SPACE_TRIGGERS, *letters.SIGN_TRIGGERS), SURE),
    Manner(letters.parted, (*letters.SPACE_TRIGGERS, *letters.SIGN_TRIGGERS), SURE),
    Manner(keys.joined, keys.TRIGGERS, SURE),
    Manner(morse.decoded, morse.TRIGGERS, SURE),
    Manner(spoken.spoken, spoken.TRIGGERS),
    Manner(told_letters.told, told_letters.TRIGGERS),
    Manner(addresses.addresses, addresses.TRIGGERS),
    Manner(leet.letters, leet.TRIGGERS, is_for_known=True),
    Manner(leet.slim_letters, leet.TRIGGERS, is_for_known=True),
    Manner(ciphers.turned_round, ciphers.TURNED_TRIGGERS, SURE, turns=True),
    Manner(ciphers.letters_moved, ciphers.MOVED_TRIGGERS, SURE),
    Manner(quotes.joined, quotes.TRIGGERS, SURE),
    Manner(fields.together, fields.TRIGGERS, SURE, in_pieces=True),
    Manner(fields.together_in_tags, fields.TAG_TRIGGERS, SURE, in_pieces=True),
    Manner(dummies.letters, dummies.LETTER_TRIGGERS, SURE),
    Manner(dummies.words, dummies.WORD_TRIGGERS, SURE),
)
