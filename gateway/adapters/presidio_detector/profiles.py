"""Rules for pages that are one person's: profiles and calendars on known sites, folders of people, a site of one's own."""

from __future__ import annotations

import re

from gateway.adapters.presidio_detector.dialect import linear, widened
from gateway.adapters.presidio_detector.label_words import OWN_PAGES
from gateway.adapters.presidio_detector.labelled import announced, following
from gateway.adapters.presidio_detector.logins import BROADCASTS
from gateway.adapters.presidio_detector.rule import FIND, Refine, Rule, extending

_ENTITY = "PERSONAL_URL"
SCORE = 0.85
MAX_REST = 240

_SITES = (
    r"linkedin\.com/(?:in|pub)",
    r"(?:calendly|cal|savvycal|tidycal|linktr)\.(?:com|ee)",
    r"meetings(?:-[a-z0-9]{1,5})?\.hubspot\.com",
    r"(?:twitter|x|facebook|fb|instagram|threads|github|gitlab|tiktok|medium|youtube|xing|vk|about|bsky)\.(?:com|net|me|app)",
    r"(?:t|wa|paypal|zoom|venmo|ko-fi|weibo)\.(?:me|us|com)",
    r"(?:pinterest|dribbble|behance|soundcloud|twitch|keybase|vimeo|patreon|flickr|letterboxd|mixcloud)\.(?:com|net|tv|io|de|fr)",
    r"(?:snapchat\.com/add|discord(?:app)?\.com/users|line\.me/ti/p|strava\.com/athletes|orcid\.org|doodle\.com/mm)",
    r"(?:steamcommunity\.com/(?:id|profiles)|goodreads\.com/user/show|meet\.google\.com|[a-z0-9-]{1,30}\.slack\.com/team)",
)
# Whatever the site: a sign or a folder of people, or a site of one's own at a host of many.
_SIGN_OF_PEOPLE = r"/(?:@|\$)[\w]"
_FOLDER_OF_PEOPLE = r"/(?:users?|u|profiles?|people|persons?|freelancers|authors?)/~?[\w]"
_ONES_OWN = r"\.(?:substack|tumblr|wordpress|blogspot|bandcamp|livejournal|carrd|weebly|bsky)\.(?:com|co|social)\b"
_CALENDAR = r"\b(?:cal|calendar)\.[a-z0-9]"
_HOST_BEFORE = re.compile(r"(?<![\w.@-])(?:https?://)?(?:[a-z0-9-]{1,40}\.){1,3}[a-z]{2,12}\Z", re.IGNORECASE)
_MAX_HOST = 80
_LIKE_A_NAME = (
    r"(?!(?:user|getting|how|sign|log|terms|about|contact|privacy|data|best|case|our|the|for|and|new|my|all|edit|reset|forgot|"
    r"single|multi|admin|super|end|power|role|group|team|custom|real|active|api|sdk|docs?|v[0-9])(?:[-_./?#\s]|$))"
    r"(?=[\w.%~-]{0,40}[0-9]|[a-z]{2,14}[-._][a-z]{2,20}(?:[-._][0-9a-z]{1,8})?(?:[/?#\s\"')\]]|$))[\w.%~-]{2,80}(?:/[\w-]{1,60})?/?"
)
_FOLDERS = r"photos/|profile/|people/|my/|u/|profile\.php\?id="
_NOT_PEOPLE = (
    "share|sharer|intent|home|login|signup|settings|about|help|privacy|terms|policies|hashtag|search|explore|jobs|pages|groups|"
    "events|watch|features|pricing|blog|company|j|s|docs|orgs|topics|marketplace"
)
_OWN_PAGE = (
    r"(?:[ \t]?[:=|][ \t]{0,2}| (?:is |at |@ )?)"
    r"((?:https?://)?(?:[\w-]{1,40}\.){1,3}[a-z]{2,12}(?:/[\w.~%/-]{0,80})?)(?<!\.)(?![\w@])"
)
_FILE = re.compile(
    r"[^/]*\.(?:pdf|docx?|txt|md|csv|xlsx?|pptx?|png|jpe?g|gif|svg|html?|xml|json|py|js|ts|css|zip|key|pages)",
    re.IGNORECASE,
)


def profiles() -> list[Rule]:
    """The rules of addresses."""
    site = rf"\b(?:https?://)?(?:[a-z]{{2,3}}\.|www\.)?(?:{'|'.join(_SITES)})/(?:{_FOLDERS})?[@~]?"
    page = rf"(?!(?:{_NOT_PEOPLE})(?:[/?#.\s]|$))[\w.%~-]{{2,80}}(?:/[\w-]{{1,60}}){{0,2}}/?"
    signed = rf"/[@$](?!(?:{BROADCASTS.pattern}|types)\b)[\w.%~-]{{2,80}}/?(?!\w*/)"
    whole = extending(rf"(?P<{FIND}>{site}{page})", MAX_REST)
    return [
        Rule(
            _ENTITY,
            SCORE,
            linear(widened(site + r"[\w]")).source,
            refine=whole,
            extends=True,
            validate=_no_placeholder,
        ),
        _around(widened(_SIGN_OF_PEOPLE), _of_host(signed)),
        _around(widened(_FOLDER_OF_PEOPLE), _of_host(rf"/\w{{1,11}}/~?{_LIKE_A_NAME}")),
        _around(_ONES_OWN, _own_site),
        _around(_CALENDAR, _calendar),
        announced(_ENTITY, OWN_PAGES, following([(_OWN_PAGE, _is_page)], by_digits=False)),
    ]


def _around(expression: str, refine: Refine) -> Rule:
    """An address, told by a part of it."""
    return Rule(_ENTITY, SCORE, linear(expression).source, refine=refine, extends=True)


def _of_host(page: str) -> Refine:
    """A refinement that matches `page` where an address's host ends."""
    fits = re.compile(page, re.IGNORECASE)

    def refine(text: str, start: int, _end: int) -> tuple[int, int] | None:
        found = fits.match(text, start, start + MAX_REST)
        before = found and _HOST_BEFORE.search(text, max(0, start - _MAX_HOST), start)
        return (before.start(), found.end()) if found and before else None

    return refine


_CALENDAR_PAGE = re.compile(
    r"(?!\w+\.(?:js|ts|py|get|add|set|rb|go|php)/)(?![\w.-]{3,80}/(?:docs?|pricing|about|api|help|blog|log-?in|sign-?up|events|features)(?:[/?#\s]|\Z))"
    r"[a-z]{3,8}\.(?:[a-z0-9-]{1,40}\.){0,2}[a-z]{2,12}/[\w.~%-]{2,80}(?:/[\w-]{1,60}){0,2}/?",
    re.IGNORECASE,
)
_SCHEME_BEFORE = re.compile(r"(?<![\w.@-])(?:https?://)?\Z", re.IGNORECASE)
_MAX_SCHEME = 9


def _calendar(text: str, start: int, _end: int) -> tuple[int, int] | None:
    """The address of a page at a host of calendars."""
    page = _CALENDAR_PAGE.match(text, start, start + MAX_REST)
    before = page and _SCHEME_BEFORE.search(text, max(0, start - _MAX_SCHEME), start)
    return (before.start(), page.end()) if page and before else None


_SITE_BEFORE = re.compile(
    r"(?<![\w.-])(?:https?://)?(?!(?:www|blog|help|support|status|api|app|open|on)\Z)[a-z0-9][a-z0-9-]{1,40}\Z",
    re.IGNORECASE,
)


def _own_site(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The address whose host's name ends with a hit."""
    before = _SITE_BEFORE.search(text, max(0, start - _MAX_HOST), start)
    return (before.start(), end) if before else None


def _no_placeholder(value: str) -> bool | None:
    return False if value.rstrip("./").lower() in {"null", "none", "true", "false"} else None


def _is_page(value: str) -> bool | None:
    """False for a file."""
    return False if _FILE.fullmatch(value) else None
