"""What a known address, log-in name or profile is written as."""

from gateway.adapters.presidio_detector.known.form import Case
from gateway.adapters.presidio_detector.known.handle_forms import address, profile, user_name


def test_what_stands_before_the_at_counts_alone() -> None:
    assert {text for text, _ in address("jane.doe+crm@acme.example")} == {"jane.doe", "jane_doe", "janedoe"}
    assert [form.case for _, form in address("xandrille@acme.example")] == [Case.NAME]


def test_a_shared_mailbox_is_nobodys_name() -> None:
    for mailbox in ("sales@acme.example", "billing@acme.example", "jo@acme.example"):
        assert not list(address(mailbox))


def test_a_log_in_name_counts_without_its_at() -> None:
    assert [text for text, _ in user_name("@jane_d")] == ["jane_d"]
    assert not list(user_name("jane_d"))


def test_a_profile_counts_without_its_scheme_and_by_its_last_part() -> None:
    assert {text for text, _ in profile("https://www.linkedin.com/in/jane-doe/")} == {
        "linkedin.com/in/jane-doe",
        "jane-doe",
    }
    assert not list(profile("https://example.com"))
