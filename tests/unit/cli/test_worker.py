"""The name by which uvicorn starts a worker leads to it."""

import subprocess
import sys

from gateway.cli.handover import FACTORY
from gateway.cli.worker import worker


def test_the_factorys_name_leads_to_it() -> None:
    module, _, name = FACTORY.partition(":")

    assert (module, name) == (worker.__module__, worker.__name__)


def test_it_loads_neither_spacy_nor_what_is_loaded_when_wanted() -> None:
    script = """
import sys
import gateway.cli.serve, gateway.cli.worker
print(*{"spacy", "litellm", "openai", "redis"} & sys.modules.keys())
"""

    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout

    assert loaded.split() == []
