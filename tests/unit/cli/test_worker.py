"""The name by which uvicorn starts a worker leads to it."""

from gateway.cli.handover import FACTORY
from gateway.cli.worker import worker


def test_the_factorys_name_leads_to_it() -> None:
    module, _, name = FACTORY.partition(":")

    assert (module, name) == (worker.__module__, worker.__name__)
