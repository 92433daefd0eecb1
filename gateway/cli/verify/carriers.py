"""Ways in which a value travels inside a text, and a reader that finds it again whichever way it went.

A carrier takes a value and gives the text that holds it. The reader undoes what carriers do, layer by layer, as whoever gets the
bytes could.
"""

from __future__ import annotations

import base64
import binascii
import html
import json
import re
from collections.abc import Callable, Iterator
from urllib.parse import quote, unquote

Carrier = Callable[[str], str]


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def _escaped(value: str) -> str:
    return "".join(f"\\u{ord(character):04x}" for character in value)


def _entities(value: str) -> str:
    return "".join(f"&#{ord(character)};" for character in value)


CARRIERS: dict[str, Carrier] = {
    "plain": lambda value: f"Write to {value} today.",
    "value of JSON": lambda value: json.dumps({"contact": value}),
    "key of JSON": lambda value: json.dumps({value: {"open": True}}),
    "list in JSON": lambda value: json.dumps([1, ["x", [value]]], indent=2),
    "JSON in JSON": lambda value: json.dumps({"note": json.dumps({"contact": value})}),
    "JSON in JSON in JSON": lambda value: json.dumps({"a": json.dumps({"b": json.dumps({"c": value})})}),
    "escapes of JSON": lambda value: f'{{"contact": "{_escaped(value)}"}}',
    "JSON lines": lambda value: f'{{"id": 1}}\n{{"id": 2, "to": "{value}"}}\n',
    "CSV": lambda value: f"id,contact,stage\n7,{value},open\n8,,lost\n",
    "quoted CSV": lambda value: f'"id";"contact"\n"7";"{value}"\n',
    "tabs": lambda value: f"id\tcontact\n7\t{value}\n",
    "HTML text": lambda value: f"<div><p>Ask <b>{value}</b>.</p></div>",
    "HTML attribute": lambda value: f'<input name="to" value="{value}"><img alt=\'{value}\'>',
    "HTML address by percent": lambda value: f'<a href="mailto:{quote(value, safe="")}">write</a>',
    "HTML attribute of entities": lambda value: f'<img alt="{_entities(value)}">',
    "HTML comment of entities": lambda value: f"<!-- {_entities(value)} --><p>Hello</p>",
    "HTML comment": lambda value: f"<!-- {value} --><p>Hello</p>",
    "HTML entities": lambda value: f"<p>{_entities(value)}</p>",
    "HTML hexadecimal entities": lambda value: "".join(f"&#x{ord(character):x};" for character in value),
    "XML": lambda value: f"<?xml version='1.0'?><lead><to>{value}</to><n><![CDATA[{value}]]></n></lead>",
    "YAML": lambda value: f"lead:\n  contact: {value}\n  notes: |\n    met {value}\n",
    "Markdown": lambda value: f"# {value}\n\n- **{value}** and *{value}* and `{value}`\n",
    "Markdown link": lambda value: f"[write](mailto:{quote(value)}) ![x](https://crm.example/i.png '{value}')",
    "Markdown table": lambda value: f"| id | contact |\n|---|---|\n| 7 | {value} |\n",
    "code fence": lambda value: f'```python\nsend(to="{value}")  # {value}\n```',
    "SQL": lambda value: "INSERT INTO leads (contact) VALUES ('" + value + "');",  # noqa: S608 - a text that looks like it; nobody runs it
    "address": lambda value: f"https://crm.example/find?q={quote(value, safe='')}&page=2",
    "percent": lambda value: "".join(f"%{byte:02X}" for byte in value.encode()),
    "data URL": lambda value: "data:text/plain;base64," + _base64(f"Write to {value} today."),
    "data URL of HTML": lambda value: '<a href="data:text/html;base64,' + _base64(f"<p>{value}</p>") + '">x</a>',
    "data URL of JSON": lambda value: (
        "data:application/json;charset=utf-8;base64," + _base64(json.dumps({"to": value}))
    ),
    "data URL by percent": lambda value: f"data:text/plain,{quote(f'Write to {value} today.', safe='')}",
    "base64": lambda value: "payload: " + _base64(f"Write to {value} today."),
    "hexadecimal": lambda value: "payload: " + f"Write to {value}".encode().hex(),
    "quoted mail": lambda value: f"On Monday wrote:\n> > {value}\n> thanks\n",
}

_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{12,}={0,2}")
_HEX = re.compile(r"(?:[0-9a-fA-F]{2}){8,}")
_ESCAPE = re.compile(r"\\+u([0-9a-fA-F]{4})")
_TAG = re.compile(r"<[^>]{0,60}>")
_DEPTH = 4


def holds(text: str, value: str) -> bool:
    """True when whoever reads `text` with any patience finds `value`."""
    wanted = value.casefold()
    return any(wanted in reading.casefold() for reading in readings(text, _DEPTH))


def readings(text: str, depth: int) -> Iterator[str]:
    """`text`, and whatever it says when a layer is taken off."""
    yield text
    if depth == 0:
        return
    for reading in {
        html.unescape(text),
        unquote(text),
        _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text),
        text.replace("\\", ""),
        _TAG.sub("", text),
    } - {text}:
        yield from readings(reading, depth - 1)
    for run in _BASE64.findall(text):
        yield from readings(_decoded(run), 1)
    for run in _HEX.findall(text):
        yield bytes.fromhex(run).decode("utf-8", "replace")


def _decoded(run: str) -> str:
    plain = run.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(plain[: len(plain) // 4 * 4] + _padded(plain)).decode("utf-8", "replace")
    except binascii.Error:
        return ""


def _padded(plain: str) -> str:
    rest = plain[len(plain) // 4 * 4 :]
    return rest + "=" * (4 - len(rest)) if len(rest) > 1 else ""


def strings(value: object) -> Iterator[str]:
    """Every key and string of a JSON value, and every number as text."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)
    elif value is not None:
        yield str(value)
