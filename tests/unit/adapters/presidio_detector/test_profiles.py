"""Addresses of profiles and of somebody's own pages are found; pages of nobody are not."""

import pytest

from gateway.adapters.presidio_detector.logins import logins
from gateway.adapters.presidio_detector.profiles import profiles
from tests.support.detection import finds

RULES = (*logins(), *profiles())


@pytest.mark.parametrize(
    "value",
    [
        "https://www.linkedin.com/in/jane-doe-1a2b/",
        "linkedin.com/in/j%C3%BCrgen",
        "https://calendly.com/jane-doe/30min",
        "https://cal.acme.example/jane-doe/30min",
        "https://x.com/janedoe",
        "https://twitter.com/janedoe",
        "facebook.com/jane.doe.9",
        "https://github.com/janedoe",
        "https://t.me/janedoe",
        "https://wa.me/14155550132",
        "https://www.tiktok.com/@janedoe",
        "https://social.example/@janedoe",
        "https://pay.example/$janedoe",
        "https://forum.example.com/user/janedoe77",
        "https://www.example.org/people/jane-doe",
        "https://qa.example.com/users/1234567/jane-doe",
        "https://work.example.com/freelancers/~01abc23def45678901",
        "https://janedoe.substack.com",
        "https://www.pinterest.com/janedoe/",
        "https://orcid.org/0000-0002-1825-0097",
    ],
)
def test_a_profile_is_found_whole(value: str) -> None:
    assert ("PERSONAL_URL", value) in finds(RULES, f"see {value} or call")


@pytest.mark.parametrize(
    "text",
    [
        "https://www.linkedin.com/company/acme",
        "https://twitter.com/intent/tweet",
        "https://acme.com/pricing",
        "https://x.com/home",
        "linux.com/in/this",
        "https://facebook.com/sharer?u=1",
        "https://docs.example.com/people/getting-started",
        "https://cdn.example.com/@types/node",
        "https://www.substack.com and https://blog.tumblr.com",
        "src/people/jane-doe",
        "500 cal. a day, and the local cal.example",
        "physical.acme.example/plan",
        "https://cal.example.com/docs/api",
        "calendar.js/src and calendar.get/events",
    ],
)
def test_a_page_of_no_person_is_not(text: str) -> None:
    assert finds(RULES, text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ORCID & bio: https://jane-doe.example/me", "https://jane-doe.example/me"),
        ("portfolio: jane-doe.me and more", "jane-doe.me"),
        ("see my blog at janedoe.dev.", "janedoe.dev"),
        ("mein Blog: www.janedoe.de", "www.janedoe.de"),
    ],
)
def test_a_page_that_somebody_calls_their_own_is_found(text: str, value: str) -> None:
    assert ("PERSONAL_URL", value) in finds(RULES, text)


@pytest.mark.parametrize(
    "text", ["bio: see readme.md", "Portfolio is strong.", "bio oil", "website: acme.com", "bio: cv.pdf"]
)
def test_a_file_or_a_companys_page_is_not(text: str) -> None:
    assert finds(RULES, text) == []
