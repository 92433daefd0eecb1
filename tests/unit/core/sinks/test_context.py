"""The corpus: where a value may stand in an answer (each case's last `@`), read whole and character by character."""

import pytest

from gateway.core.sinks.context import LeftContext, Sink

TEXT = [
    "@",
    "Hello @",
    "Dear @, thank you",
    "a < b and @",
    "1<2 @",
    "x <- @",
    "<3 @",
    "Jane <@",
    "Jane <jane@x.example> and @",
    "<b>@",
    "<b>bold</b> @",
    "<p class='x'>@",
    "<br/>@",
    "<a href='https://x.example/p?q=1'>@",
    '<a href="https://x.example">@',
    "<a href=https://x.example/p>@",
    '<img src="https://x.example/i.png" alt="a>b"/>@',
    '<a title="1 > 2" href="//x.example">@',
    "<!-- note --> @",
    "<!--> @",
    "<!---> @",
    "<!doctype html><p>@",
    '<?xml version="1.0"?> @',
    "<style>a { background: url(//x.example/i) }</style> @",
    "<title>t</title >@",
    "<textarea><a x='</textarea>@",
    "[label](https://x.example/p) @",
    "[label](https://x.example/wiki/a_(b)) @",
    '[label](/p "title") @',
    "[label]( /p ) @",
    "![image](https://x.example/i.png) @",
    "![a [b] c](i.png) @",
    "[@",
    "[a] @",
    "[a][@",
    "[a]: https://x.example/ @",
    "[a]: /p\n@",
    "[Subject]: offer for @",
    "[a](b c\n\n@",
    "see https://x.example/p and @",
    "see (https://x.example/p) @",
    "see https://x.example/<b>@",
    "see www.x.example @",
    "mail a@x.example, @",
    "a/b/@",
    "and/or @",
    "e.g./@",
    "at 12:30 @",
    "Note:@",
    "Tel:@",
    "C:\\Users\\@",
    "U.S.A/@",
    "`code @",
    "```\ncode @",
    "price: $3.50/@",
    "3.14/@",
    "x // @",
    "metadata:@",
    "awww.@",
    "<https://x.example/> @",
    "1. @",
    "| a | @",
    "Hi!@",
    "- [ ] @",
    "- [x] @",
    "<@",
    '<a b="c"=">@',
    "</@",
    "{'a': '@",
]
CLOSED = [
    "<a @",
    "<a href=@",
    "<a href='@",
    '<a href="@',
    "<a href='x' @",
    "</a @",
    "<a\n@",
    '<img src="https://x.example/\n\t\r@',
    '<img src="a>b@',
    "<img src='a\"b@",
    "<img src=a\"b'c@",
    "<img alt=x src = \n '@",
    '<a ="><img src="@',
    '<a b="c"d="@',
    '<a/href="@',
    "<A HREF='@",
    "<!-- @",
    "<!-- > @",
    "<!--!> @",
    "<!-- a -- > @",
    "<? @",
    "<!x @",
    "</ @",
    "<script>@",
    "<script>a</script> @",
    "<svg><style></style>@",
    "<noscript>@",
    "<![CDATA[ ]]> @",
    "<style>a{background:url(@",
    "<style></styles>@",
    "<style></style @",
    "<title><b>@",
    "<textarea></textare></texta @",
    "[a](@",
    "[a]( @",
    "[a](/p@",
    "[a](/p?q=@",
    "[a](<@",
    "[a](</p> @",
    "[a](<http://x.example/)@",
    "[a](/p '@",
    '[a](/p "@',
    '[a](/p "a)@',
    '[a](/p "a\\")@',
    "[a](/p(@",
    "[a](/p(b)@",
    "[a](/p((b))@",
    "[a](/p\\)@",
    "[a](\n@",
    "[a](/p\n@",
    '[a](b "[c](<&#104;ttp://x/ " ) @',
    "[a](&#104;ttp://x.example/@",
    "![@",
    "![a [b] @",
    "![a [b](<&#104;ttp://x ] ](c) @",
    "![a](@",
    "![a](https://x.example/?q=@",
    "[a]:@",
    "[a]: @",
    "[a]:\n@",
    "[a]: /p@",
    "[a]: <@",
    "[a]: </p q@",
    "[a]: /p '@",
    "[a]: [b](/c@",
    "https://@",
    "HTTPS://x.example/@",
    "custom+x://@",
    "(https://x.example/)@",
    '"https://x.example/"@',
    "'https://x.example/',@",
    "https://x.example/>@",
    "https://x.example/`@",
    "https://x.example/\u00a0@",
    "https://x.example/\u2028@",
    "https:\\/\\/x.example\\/@",
    "<b http://x.example/>@",
    '<b ,c="http://x.example/">@',
    "\\<b c='http://x.example/'>@",
    "www.@",
    "WWW.x.example@",
    "(www.x.example@",
    "//x.example/@",
    "url(//@",
    '"//x.example@',
    "data:@",
    "data:text/html,@",
    "JavaScript:@",
    "mailto:a@x.example?body=@",
    "mailto:a@",
    "sms:@",
    "x.example/@",
    "x.example?@",
    "x.example#@",
    "x.example./@",
    "x.example:8080/@",
    "a@x.example/@",
    "x。example/@",
    "xn--e1afmkfd.xn--p1ai/@",
    "пример.рф/@",
    "10.0.0.1/@",
    "10.0.0.1:80?@",
    "[a](javascript:@",
    "[a](mailto:a,@",
    "https://x.example/?u=mailto:@",
    "https://x.example/?u=(tel:@",
    "<a href='x?mailto:@",
    "[a](<mailto:@",
]
LINKS = {
    "[a](mailto:@": Sink.MAILTO,
    "[a]( mailto:@": Sink.MAILTO,
    "[a](MailTo:@": Sink.MAILTO,
    "[a](tel:@": Sink.TEL,
    '<a href="mailto:@': Sink.MAILTO,
    "<a href='tel:@": Sink.TEL,
    "<a href=mailto:@": Sink.MAILTO,
    "write to mailto:@": Sink.MAILTO,
    "call tel:@": Sink.TEL,
    "[a]: mailto:@": Sink.MAILTO,
}
CORPUS = {
    **dict.fromkeys(TEXT, Sink.TEXT),
    **dict.fromkeys(CLOSED, Sink.CLOSED),
    **LINKS,
}


@pytest.mark.parametrize("case", CORPUS)
def test_a_value_stands_in_text_and_nowhere_else(case: str) -> None:
    before = case[:-1]
    whole, pieces, asked = LeftContext(), LeftContext(), LeftContext()
    whole.read(before)
    for character in before:
        pieces.read(character)
        asked.read(character)
        asked.sink()

    assert [each.sink() for each in (whole, pieces, asked)] == [CORPUS[case]] * 3


@pytest.mark.parametrize("case", CORPUS)
def test_what_stands_far_away_changes_nothing(case: str) -> None:
    context = LeftContext()
    context.read("word " * 2000 + "\n\n")
    context.read(case[:-1])

    assert context.sink() is CORPUS[case]


def test_a_long_word_does_not_hide_where_a_link_begins() -> None:
    for size in (10, 79, 80, 81, 200, 5000):
        for link, sink in (("://", Sink.CLOSED), (".example/", Sink.CLOSED), ("www.", Sink.TEXT)):
            context = LeftContext()
            for character in "a" * size + link:
                context.read(character)
                context.sink()

            assert context.sink() is sink


def test_the_text_just_before_is_remembered() -> None:
    context = LeftContext()
    context.read("x" * 1000)
    context.read("end")

    assert context.recent().endswith("xend")
    assert len(context.recent()) == 600
