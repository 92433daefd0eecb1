"""What passes between a wire and the pipeline shows no content."""

from gateway.core.wire import Event


def test_an_event_shows_its_name_and_not_its_data() -> None:
    assert repr(Event("message_start", {"text": "canary"})) == "Event(name='message_start')"
