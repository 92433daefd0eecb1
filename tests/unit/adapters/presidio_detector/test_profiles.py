"""Profile addresses, handles and log-in names identify a person; pages and broadcasts do not."""

import pytest

from gateway.adapters.presidio_detector.profiles import profiles
from tests.support.detection import finds

RULES = tuple(profiles())


@pytest.mark.parametrize(
    "value",
    [
        "https://www.linkedin.com/in/jane-doe-1a2b/",
        "linkedin.com/in/j%C3%BCrgen",
        "https://calendly.com/jane-doe/30min",
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
        '@app.route("/deals")',
        "@media (max-width: 768px) { }",
        "@Override public int size()",
        "@Inject private Quotes quotes;",
        "@final\n@dataclass\nclass Quote",
    ],
)
def test_a_page_of_no_person_is_not(text: str) -> None:
    assert finds(RULES, text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ping @drewcw now", "@drewcw"),
        ("(@jürgen)", "@jürgen"),
        ("@drewcw private message me", "@drewcw"),
        ("username: jdoe88", "jdoe88"),
        ("SMTP_USER=mailer_tess", "mailer_tess"),
        ('"user": "okereke.b"', "okereke.b"),
        ('{\\"login\\":\\"jdoe\\"}', "jdoe"),
        ("user: jdoe", "jdoe"),
        ("user jdoe88,", "jdoe88"),
        ("assigned to jdoe\n", "jdoe"),
        ("user\tsmithj\n", "smithj"),
        ("User smithj\n", "smithj"),
        ("id 7\n- Utilisateur mdupont\n", "mdupont"),
        ("| assignee muellerk |", "muellerk"),
        ("paid\towner jdoe\tlate", "jdoe"),
    ],
)
def test_a_handle_or_login_is_found(text: str, value: str) -> None:
    assert [found for _, found in finds(RULES, text)] == [value]


@pytest.mark.parametrize(
    "text",
    [
        "@channel ping",
        "a@b",
        "3 @ 5 EUR",
        "segment: Owner-operator\nnext",
        "Slack #deals-emea, all",
        "user: null",
        "user: [USERNAME_1]",
        "see @import x",
        "install @charts/core",
        "@dataclass\nclass Quote:",
        "the user impatient, the owner away.",
        "a user impatient\nowner away, as ever",
        "User guide\n\nOwner details",
        "Owner: finance / open",
        "Assigned to marketing / open",
        '"author":"sistema"',
        "git+ssh://git@code.example/x",
        "https://medium.example/@x",
        "redis://default:${CACHE_PASSWORD}@cache:6379",
    ],
)
def test_a_broadcast_an_address_or_code_is_no_handle(text: str) -> None:
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


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("/home/janedoe/file.txt", "janedoe"),
        ("C:\\Users\\jane.doe\\Documents", "jane.doe"),
        ("C:\\\\Users\\\\Jane Doe\\\\Desktop", "Jane Doe"),
        ("C:\\Documents and Settings\\Jane Doe\\x", "Jane Doe"),
        ("\\\\files\\home\\jdoe", "jdoe"),
        ("c:/users/jörg/y", "jörg"),
        ("/home/jdoe and /tmp/x", "jdoe"),
        ("C:\\Users\\Élodie\\x", "Élodie"),
        ("Telegram: jdoe / phone", "jdoe"),
        ("/Users/Jane Doe/x", "Jane Doe"),
        ("C:/Users/Jane Doe/Documents", "Jane Doe"),
        ("C:\\Benutzer\\jdoe\\x", "jdoe"),
        ("smb://jdoe@files/share", "jdoe"),
        ("WeChat: janedoe", "janedoe"),
    ],
)
def test_whose_directory_or_account_it_is_is_found(path: str, value: str) -> None:
    assert finds(RULES, path) == [("USERNAME", value)]


@pytest.mark.parametrize(
    "path",
    ["C:\\Users\\Public\\x", "/home/ubuntu/x", "GET /users/me", "/users/123", "menu: \\Users\\Permissions\\Roles"],
)
def test_a_services_directory_is_not(path: str) -> None:
    assert finds(RULES, path) == []


@pytest.mark.parametrize("option", ["--host jdoe --title x", "book --owner 'jdoe'", "--assignee=jdoe"])
def test_whom_a_tool_is_called_for_is_found(option: str) -> None:
    assert ("USERNAME", "jdoe") in finds(RULES, option)


@pytest.mark.parametrize(
    "option", ["--host localhost -p 1", "--host db.acme.com", "--user root", "--with jdoe", "--host 10.0.0.1"]
)
def test_a_machine_or_nobody_is_not(option: str) -> None:
    assert finds(RULES, option) == []


def test_a_list_of_handles_is_no_row_of_decorators() -> None:
    assert finds(profiles(), "@drewcw\n@kaz77\nare in") == [("USERNAME", "@drewcw"), ("USERNAME", "@kaz77")]


def test_a_place_to_fill_in_a_sentence_is_no_speaker() -> None:
    assert finds(profiles(), "ends in <days> days, click <link> to go, dear <recipient>, <deal> it is") == []
    assert finds(profiles(), "10:02 <kaz77> me too\n<kaz> on my way") == [("USERNAME", "kaz77"), ("USERNAME", "kaz")]
    assert finds(profiles(), "10:02 PM <kaz> on my way") == [("USERNAME", "kaz")]
