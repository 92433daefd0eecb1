"""What every test shares: hypothesis profiles. Fixtures live in the conftest nearest to their use."""

from hypothesis import settings

# `make test` keeps to the fast profile; `make fuzz` asks for the deep one. Speed never decides a test.
settings.register_profile("fast", max_examples=100, deadline=None)
settings.register_profile("deep", max_examples=20_000, deadline=None)
settings.load_profile("fast")
