"""Forms of single values in configuration files: each refuses with a sentence that says what is wanted."""

from __future__ import annotations

import ipaddress
import re
from typing import Annotated
from urllib.parse import SplitResult, urlsplit

from pydantic import AfterValidator, Field

from gateway.core.tenant import is_tenant_id

_NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_REGION = re.compile(r"[a-z]{2}[a-z0-9-]{0,30}")
_MODEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/@-]{0,127}")
_ROUTE = re.compile(r"[a-z][a-z0-9_-]{0,39}/[A-Za-z0-9][A-Za-z0-9._:/@-]{0,127}")
_SECRET = re.compile(r"env:[A-Za-z_][A-Za-z0-9_]*|file:.+|command:.+")
_TENANT_SECRET = re.compile(_SECRET.pattern + r"|encrypted:[A-Za-z0-9_=-]+")
_SEAL_KEY_ID = re.compile(r"[a-z0-9]{1,16}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_ENTITY = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}")
_MAKER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*:[A-Za-z_][A-Za-z0-9_]*")
_STORES = ("sqlite:///", "redis://", "rediss://", "redis+cluster://", "rediss+cluster://")
_SERVER = r"(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?"
_CLUSTER = re.compile(rf"rediss?\+cluster://(?:[^@/?#]*@)?{_SERVER}(?:,{_SERVER})*(?:/0?)?(?:\?[^#]*)?")
_MAX_PORT = 65_535
_LOCAL_NAMES = frozenset({"localhost"})


def _form(pattern: re.Pattern[str], wanted: str) -> AfterValidator:
    def check(text: str) -> str:
        if not pattern.fullmatch(text):
            raise ValueError(wanted)
        return text

    return AfterValidator(check)


def _tenant(text: str) -> str:
    if not is_tenant_id(text):
        raise ValueError("wanted: lower-case letters, digits and hyphens, at most 63")
    return text


def _listen(text: str) -> str:
    host, port = split_listen(text)
    if not host or not 0 <= port <= _MAX_PORT:
        raise ValueError("wanted: host:port, such as 127.0.0.1:8080 or [::1]:8080")
    return text


def _store(text: str) -> str:
    if not text.startswith(_STORES):
        raise ValueError(
            "wanted: sqlite:///file, redis://, rediss://, redis+cluster:// or rediss+cluster:// and an address"
        )
    if "+cluster" in text and not _CLUSTER.fullmatch(text):
        raise ValueError(
            "wanted: redis+cluster://host:port,host:port with user:password@ before them; no database but 0"
        )
    if text.startswith(("redis://", "rediss://")):
        if "," in text.partition("://")[2].partition("/")[0].rpartition("@")[2]:
            raise ValueError("wanted for several servers: redis+cluster:// or rediss+cluster://")
        if _split(text) is None:  # whose own error would quote the password
            raise ValueError("wanted: redis://user:password@host:port, the password percent-encoded")
    return text


def _base_url(text: str) -> str:
    parts = _split(text)
    if parts is None or parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("wanted: https://host or https://host/path")
    if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
        raise ValueError("an address without user, password, query and fragment is wanted")
    return text.rstrip("/")


def _key_set(text: str) -> str:
    if text.startswith("file:") and text != "file:":
        return text
    try:
        return _base_url(text)
    except ValueError:
        raise ValueError("wanted: file:PATH, or https://host/path without a query") from None


def split_listen(text: str) -> tuple[str, int]:
    """Host (without brackets) and port; port -1 when there is none."""
    host, _, port = text.rpartition(":")
    bracketed = host.startswith("[") and host.endswith("]")
    if ":" in host and not bracketed:
        return "", -1
    return host.strip("[]"), int(port) if port.isascii() and port.isdigit() else -1


def is_private_host(url: str) -> bool:
    """True when the URL's host is `localhost` or a literal address that no packet reaches from outside."""
    parts = _split(url)
    host = parts.hostname if parts else None
    if host is None or host in _LOCAL_NAMES or host.endswith(".localhost"):
        return host is not None
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return False


def is_loopback(host: str) -> bool:
    """True when only this machine reaches the address."""
    try:
        return host in _LOCAL_NAMES or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_encrypted(url: str) -> bool:
    """True for https."""
    return url.startswith("https://")


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        _ = parts.port  # reading it checks it
    except ValueError:
        return None
    return parts


Name = Annotated[str, _form(_NAME, "wanted: a lower-case name of letters, digits, _ and -")]
Region = Annotated[str, _form(_REGION, "wanted: a lower-case region such as eu, us or eu-west-1, or local")]
Model = Annotated[str, _form(_MODEL, "wanted: a model's name of letters, digits and . _ : / @ -")]
Route = Annotated[str, _form(_ROUTE, "wanted: provider/model")]
Secret = Annotated[
    str, _form(_SECRET, "wanted: env:NAME, file:PATH or command:WORDS; a secret itself never stands here")
]
TenantSecret = Annotated[
    str, _form(_TENANT_SECRET, "wanted: env:NAME, file:PATH, command:WORDS or what `isogate provider encrypt` printed")
]
SealKeyId = Annotated[str, _form(_SEAL_KEY_ID, "wanted: lower-case letters and digits, at most 16")]
Language = Annotated[str, _form(_LANGUAGE, "wanted: a language's code of two or three letters, such as en")]
Entity = Annotated[str, _form(_ENTITY, "wanted: an entity's name of letters, digits and _"), AfterValidator(str.upper)]
Maker = Annotated[str, _form(_MAKER, "wanted: module:Class, such as acme.recognizers:BadgeRecognizer")]
TenantId = Annotated[str, AfterValidator(_tenant)]
Listen = Annotated[str, AfterValidator(_listen)]
StoreUrl = Annotated[str, AfterValidator(_store)]
KeySet = Annotated[str, AfterValidator(_key_set)]
BaseUrl = Annotated[str, AfterValidator(_base_url)]
NonEmpty = Annotated[str, Field(min_length=1, max_length=500)]
