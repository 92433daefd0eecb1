r"""The form of a backup's file: a head, one line for each item (`gateway/core/contents.py`), and a mark over all of it.

Behind the items come the fingerprints, a line for each owner: print, place, covered owner (`gateway/core/fingerprints.py`).

    {"created":"2026-11-27T02:00:00.000000+00:00","format":"isogate backup","key":"…16 hex…","version":1}
    ["tenant","acme",…]
    …
    ["link","acme",…]
    ["print","…",0,"…"]
    end …64 hex…

The mark is HMAC-SHA256 over every byte before its line, under a key that follows from the deployment's master key
(`DeploymentKeys.backup`). `key` tells another deployment's file from a changed one. UTF-8, lines end with `\n`.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from gateway.core.audit import stamp
from gateway.core.derive import keyed_id
from gateway.core.fingerprints import OWNER_BYTES, PLACES, PRINT_BYTES, Places
from gateway.core.strict_json import dump_canonical

FORMAT: Final = "isogate backup"
VERSION: Final = 1
END: Final = b"end "
PRINT: Final = b'["print",'
"""How the lines of fingerprints begin."""
_KEY_CHARACTERS: Final = 16
_FIELDS: Final = frozenset({"created", "format", "key", "version"})


class UnreadableBackupError(ValueError):
    """The file is no backup of this deployment as it was written. The message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a backup says of itself."""

    created: datetime
    """Before the first item was read: what was written later may be missing, nothing else is."""


class Mark:
    """The mark as it grows over the bytes of the file."""

    __slots__ = ("_mac",)

    def __init__(self, key: bytes) -> None:
        """Begin before the first byte."""
        self._mac = hmac.new(key, digestmod=hashlib.sha256)

    def over(self, line: bytes) -> bytes:
        """Take a line with its end; returns it."""
        self._mac.update(line)
        return line

    def end(self) -> bytes:
        """The last line."""
        return END + self._mac.hexdigest().encode() + b"\n"


def head_line(key: bytes, head: Head) -> bytes:
    """The first line."""
    fields = {"created": stamp(head.created), "format": FORMAT, "key": _known_by(key), "version": VERSION}
    return dump_canonical(fields) + b"\n"


def print_lines(print_: bytes, places: Places) -> list[bytes]:
    """The lines of a print, without their ends."""
    return [
        dump_canonical(["print", b64encode(print_).decode(), place, b64encode(owner).decode()])
        for place, owner in sorted(places.items())
    ]


def print_of(line: bytes) -> tuple[bytes, Places]:
    """The print of a line, with one of its places. `ValueError` for a line that `print_lines` does not make."""
    try:
        _, text, place, owner = json.loads(line)
        found = b64decode(text, validate=True), {int(place): b64decode(owner, validate=True)}
        is_ours = len(found[0]) == PRINT_BYTES and place in range(PLACES) and len(found[1][place]) == OWNER_BYTES
    except (ValueError, TypeError):
        raise ValueError("not a print") from None
    if not is_ours or print_lines(*found) != [line]:
        raise ValueError("not a print")
    return found


def check(lines: Iterable[bytes], key: bytes) -> Head:
    """The head of a whole, unchanged file, every line of which is read. Raises `UnreadableBackupError`."""
    mark, head, end = Mark(key), None, b""
    for line in lines:
        if head is None:
            head = _head(line, key)
        if end:
            raise UnreadableBackupError("was changed after it was written: lines follow its end")
        if line.startswith(END):
            end = line
        else:
            mark.over(line)
    if head is None or not end.endswith(b"\n"):
        raise UnreadableBackupError("is cut off: it has no end")
    if not hmac.compare_digest(end, mark.end()):
        raise UnreadableBackupError("was changed after it was written, or is damaged")
    return head


def _head(line: bytes, key: bytes) -> Head:
    try:
        fields = dict(json.loads(line))
        created = datetime.fromisoformat(fields["created"])
    except (ValueError, TypeError, KeyError, RecursionError):
        fields, created = {}, datetime.max.replace(tzinfo=UTC)
    if fields.keys() != _FIELDS or fields["format"] != FORMAT:
        raise UnreadableBackupError("is no backup of isogate")
    if fields["version"] != VERSION:
        raise UnreadableBackupError("is of another release of isogate: restore it with that one")
    if fields["key"] != _known_by(key):
        raise UnreadableBackupError("was made under another master key: name that one in secrets.master_key")
    return Head(created)


def _known_by(key: bytes) -> str:
    return keyed_id(key, "backup-key")[:_KEY_CHARACTERS]
