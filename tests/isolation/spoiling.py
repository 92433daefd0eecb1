"""Sealed blocks as no sealer writes them: cut, spliced, shuffled, nested, disguised, signed with a wrong key."""

from __future__ import annotations

import base64
import hmac
import json
from random import Random

from gateway import sdk

BEGIN, JOIN, END = "isgseal1.", ".isgseal.", ".isgsealend"
_MAC_BYTES = 32
_INVISIBLE = ("\u200b", "\u00ad", "\u2060", "\u0301")


def truncated(block: str, chance: Random) -> str:
    """What a token-budget trimmer leaves: the beginning."""
    return block[: chance.randrange(len(BEGIN) + 8, len(block) - 1)]


def beheaded(block: str, chance: Random) -> str:
    """The end alone, from somewhere behind the first segment's marker."""
    return block[chance.randrange(len(BEGIN), block.index(JOIN)) :]


def reordered(block: str, chance: Random) -> str:
    """The segments in another order."""
    segments = block.removeprefix(BEGIN).removesuffix(END).split(JOIN)
    at = chance.randrange(1, len(segments))
    return BEGIN + JOIN.join(segments[at:] + segments[:at]) + END


def spliced(own: str, foreign: str) -> str:
    """An own block's header with a foreign block's text and signature."""
    head = _raw(own).partition(b"\n")[0]
    return _armoured(head + b"\n" + _raw(foreign).partition(b"\n")[2])


def nested(block: str, seal_key: str, tenant: str) -> str:
    """A genuine block of `tenant` around another block, which a sealer would not make."""
    outer = _raw(sdk.Sealer({tenant: seal_key}).seal("outside", tenant=tenant, record="r", kind="lead"))
    header = json.loads(outer.partition(b"\n")[0])
    return _signed(header, block, tenant, seal_key)


def relabelled(block: str, tenant: str) -> str:
    """A foreign block that says it is of `tenant`, under its old signature."""
    raw = _raw(block)
    head, _, rest = raw.partition(b"\n")
    return _armoured(json.dumps({**json.loads(head), "tenant": tenant}).encode() + b"\n" + rest)


def signed_by(block: str, tenant: str, signer: str, seal_key: str) -> str:
    """The block, saying that it is of `tenant`, signed with the key of `signer`."""
    head, _, rest = _raw(block).partition(b"\n")
    return _signed({**json.loads(head), "tenant": tenant}, rest[:-_MAC_BYTES].decode(), signer, seal_key)


def disguised(block: str, chance: Random) -> str:
    """With signs that are not seen inside its markers, or letters of double width."""
    way = chance.randrange(len(_INVISIBLE) + 1)
    if way == len(_INVISIBLE):
        return block.replace("isgseal", "".join(chr(ord(letter) - 0x21 + 0xFF01) for letter in "isgseal"))
    return block.replace("isgseal", f"isg{_INVISIBLE[way]}seal")


def look_alike(chance: Random) -> str:
    """Words that look like a marker to people, and are none."""
    return chance.choice(
        ("isg-seal1.abc", "isgsea1.abc.isgsea1end", "1sgseal", "isg seal 1", "lsgseal1.QUJD", "[PERSON_1]")
    )


def _signed(header: dict[str, object], text: str, signer: str, seal_key: str) -> str:
    _, key = sdk._key(signer, seal_key)
    body = json.dumps(header, sort_keys=True, separators=(",", ":")).encode() + b"\n" + text.encode()
    return _armoured(body + hmac.digest(key, body, "sha256"))


def _armoured(payload: bytes) -> str:
    return sdk._armoured(payload)


def _raw(block: str) -> bytes:
    plain = block.removeprefix(BEGIN).removesuffix(END).replace(JOIN, "")
    return base64.urlsafe_b64decode(plain + "=" * (-len(plain) % 4))
