"""However a value is encoded, and in whatever part of a document it then stands, it is found: each encoding in each wrapping."""

import base64
from collections.abc import Callable
from urllib.parse import quote

import pytest

from gateway.adapters.presidio_detector.detector import PresidioDetector
from gateway.core.source import Known

VALUES = ("jane.doe@example.com", "+44 20 7946 0958", "DE89 3704 0044 0532 0130 00", "4111 1111 1111 1111")
NAME = "Jonquil Ashdown"
"""Of somebody whom the CRM knows."""
ENCODINGS: dict[str, Callable[[str], str]] = {
    "plain": lambda value: value,
    "percent": lambda value: quote(value, safe=""),
    "every octet by percent": lambda value: "".join(f"%{octet:02x}" for octet in value.encode()),
    "entities": lambda value: "".join(f"&#{ord(each)};" for each in value),
    "hexadecimal entities": lambda value: "".join(f"&#x{ord(each):X};" for each in value),
    "escaped octets": lambda value: "".join(f"\\x{ord(each):02x}" for each in value),
    "escapes of JSON": lambda value: "".join(f"\\u{ord(each):04x}" for each in value),
    "percent twice": lambda value: quote(quote(value, safe=""), safe=""),
    "percent by entities": lambda value: quote(value, safe="").replace("%", "&#37;"),
    "half percent, half entities": lambda value: (
        quote(value[:9], safe="") + "".join(f"&#{ord(each)};" for each in value[9:])
    ),
    "base64": lambda value: base64.b64encode(f"write to {value} today please".encode()).decode(),
    "cut by a tag": lambda value: f"{value[:6]}<wbr>{value[6:]}",
    "partly bold": lambda value: f"{value[:5]}<b>{value[5:]}</b>",
}
WRAPPINGS = {
    "text": "please use {} today",
    "link": "see [write](mailto:{}) now",
    "link with a query": "see [her](https://crm.example/x?to={}&a=1) now",
    "picture's title": "![p](https://x.example/i.png '{}')",
    "link in angles": "[a](<mailto:{}>)",
    "reference": "[a]: mailto:{}",
    "address in angles": "<mailto:{}>",
    "attribute": '<p>x</p><a href="mailto:{}">write</a>',
    "attribute in single quotes": "<a class='b' href='mailto:{}'>write</a>",
    "attribute without quotes": "<a href=mailto:{}>write</a>",
    "field": '<input type="text" value="{}"/>',
    "attribute behind a long one": f'<div data-a="{"x" * 300}" data-v="{{}}">t</div>',
    "comment": "<!-- contact: {} --> hi",
    "long comment": f"<!-- {'lorem ipsum ' * 50}{{}} --> hi",
    "CDATA": "<![CDATA[{}]]>",
    "instruction": "<?contact {}?>",
    "script": "<script>var a='{}';</script>",
    "page in an attribute": '<iframe srcdoc="<p>{}</p>"></iframe>',
    "board's link": "[url=mailto:{}]x[/url]",
    "board's quote": "[quote={}]x[/quote]",
    "JSON": '{{"to": "{}"}}',
    "YAML": "to: {}\n",
    "CSV": "id,to\n1,{}\n",
    "fence": "```\nsend({})\n```",
    "mail's address": "mailto:x@y.example?cc={}&subject=hi",
    "wiki's link": "[[{}|Jane]]",
    "table": "| a | {} |",
    "card": "BEGIN:VCARD\nEMAIL;TYPE=work:{}\nEND:VCARD",
}
MOSTLY = 0.6
"""Of the encoded value's characters: a find may stop before a closing tag."""


@pytest.fixture(scope="module")
def detector() -> PresidioDetector:
    return PresidioDetector()


@pytest.mark.parametrize("wrapping", WRAPPINGS)
async def test_every_encoding_is_seen_through(detector: PresidioDetector, wrapping: str) -> None:
    missed = []
    for encoding, encode in ENCODINGS.items():
        for value in (*VALUES, NAME):
            encoded = encode(value)
            text = WRAPPINGS[wrapping].format(encoded)
            (spans,) = await detector.find([text], [Known(NAME)], "en")
            start = text.index(encoded)
            hidden = {at for span in spans for at in range(span.start, span.end)}
            if len(hidden & {*range(start, start + len(encoded))}) < MOSTLY * len(encoded):
                missed.append((encoding, value))

    assert missed == []
