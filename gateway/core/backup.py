r"""The form of a backup's file: a head, one line for each item (`gateway/core/contents.py`), and a mark over all of it.

    {"created":"2026-11-27T02:00:00.000000+00:00","format":"isogate backup","key":"…16 hex…","version":1}
    ["tenant","acme",…]
    …
    ["link","acme",…]
    end …64 hex…

The mark is HMAC-SHA256 over every byte before its line, under a key that follows from the deployment's master key
(`DeploymentKeys.backup`). `key` tells another deployment's file from a changed one. UTF-8, lines end with `\n`.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from gateway.core.audit import stamp
from gateway.core.derive import keyed_id
from gateway.core.strict_json import dump_canonical

FORMAT: Final = "isogate backup"
VERSION: Final = 1
END: Final = b"end "
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
