"""Handles and log-in names are found wherever people write them; broadcasts, machines and code are none."""

import pytest

from gateway.adapters.presidio_detector.logins import logins
from gateway.adapters.presidio_detector.profiles import profiles
from tests.support.detection import finds

RULES = (*logins(), *profiles())


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
        ("user_name, first_jane, last_name", "first_jane"),
        ("re: login loopy\n", "loopy"),
        ("@overridejane hi", "@overridejane"),
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
        '@app.route("/deals")',
        "@media (max-width: 768px) { }",
        "@Override public int size()",
        "@Inject private Quotes quotes;",
        "@final\n@dataclass\nclass Quote",
        "the user impatient, the owner away.",
        "a user impatient\nowner away, as ever",
        "User guide\n\nOwner details",
        "Owner: finance / open",
        "Assigned to marketing / open",
        "user_name, first_name, last_name, phone_number are columns",
        "re: login loop\ntried chrome",
        "@Overridepublic int size()",
        '"author":"sistema"',
        "git+ssh://git@code.example/x",
        "https://medium.example/@x",
        "redis://default:${CACHE_PASSWORD}@cache:6379",
    ],
)
def test_a_broadcast_an_address_or_code_is_no_handle(text: str) -> None:
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
    assert finds(RULES, "@drewcw\n@kaz77\nare in") == [("USERNAME", "@drewcw"), ("USERNAME", "@kaz77")]


def test_a_place_to_fill_in_a_sentence_is_no_speaker() -> None:
    assert finds(RULES, "ends in <days> days, click <link> to go, dear <recipient>, <deal> it is") == []
    assert finds(RULES, "10:02 <kaz77> me too\n<kaz> on my way") == [("USERNAME", "kaz77"), ("USERNAME", "kaz")]
    assert finds(RULES, "10:02 PM <kaz> on my way") == [("USERNAME", "kaz")]
