"""From files and environment to settings and rulebook, or to everything that is wrong with them.

Precedence: `ISOGATE_SECTION__KEY` variables, then the file, then defaults. Relative paths count from the
file's directory. Nothing half-loaded is served: with one problem anywhere there are neither settings nor
rules.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from types import MappingProxyType

from gateway.config import validate, validate_detection, validate_gateway, validate_issuers
from gateway.config.directory import read_directory, shorten
from gateway.config.document import Document, Place, read
from gateway.config.environment import overlay
from gateway.config.flags_file import FlagsShape
from gateway.config.forms import split_listen
from gateway.config.gateway_file import GatewayShape
from gateway.config.policy_files import PurposeShape, TenantShape
from gateway.config.problem import InvalidConfigurationError, Problem
from gateway.config.rules import detection_of, issuer_of, provider_entry, purpose_policy, tenant_rules
from gateway.config.secret import file_of, resolve
from gateway.config.settings import Settings
from gateway.config.shaped import not_told, take_rest
from gateway.config.validate import Everything
from gateway.core.credential import check_credential
from gateway.core.detection import Detection
from gateway.core.policy import Rulebook
from gateway.core.registry import ProviderEntry

PACKAGE = Path(__file__).resolve().parents[1]
SAMPLE_FILE = Path(__file__).with_name("sample.yaml")
"""The sample deployment's `isogate.yaml`: sandbox provider, tenants `acme` and `globex`, SQLite under `var/`.
"""
_IN_PACKAGE = "package:"
_SQLITE = "sqlite:///"
_DETECTION = "detection"
_PROVIDER = re.compile(r"providers\.([^.\[]+).*")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A configuration as found. `settings` and `rulebook` are there exactly when `problems` is empty."""

    settings: Settings | None
    rulebook: Rulebook | None
    problems: tuple[Problem, ...]
    refusals: tuple[Problem, ...]
    """Models whose calls are refused as of today, for their provider's contract; the rest is served."""
    warnings: tuple[Problem, ...]

    def accepted(self) -> tuple[Settings, Rulebook]:
        """Settings and rulebook; raises `InvalidConfigurationError` with every problem."""
        if self.settings is None or self.rulebook is None:
            raise InvalidConfigurationError(self.problems)
        return self.settings, self.rulebook


def load(path: Path, environ: Mapping[str, str], today: date, *, root: Path | None = None) -> Loaded:
    """Read `path` and what it names. `root` replaces the file's directory as the start of relative paths."""
    root = (root or path.parent).resolve()
    document = read(path, shorten(path.resolve(), root))
    overlay(document, environ)
    gateway = take_rest(GatewayShape, document) or GatewayShape()
    found = _everything(document, gateway, root, today)
    secrets = _Secrets(document, environ, root)
    entries = _providers(found, secrets)
    settings = _settings(gateway, secrets)
    told = [
        *document.problems,
        *(problem for directory in (found.purposes, found.flags, found.tenants) for problem in directory.problems),
        *(p for d in (found.purposes, found.flags, found.tenants) for file in d.files for p in file.document.problems),
    ]
    further = chain(
        validate_gateway.problems(document, gateway, found.flags),
        validate_detection.problems(document, gateway.detection, root),
        validate_issuers.problems(document, gateway.issuers, found.purposes.names, root),
        validate.problems(found),
    )
    problems = [*told, *not_told(further, [*told, *document.meant]), *secrets.problems]
    refusals = tuple(not_told(validate.refusals(found), told))
    warnings = tuple(
        not_told(
            chain(validate_gateway.warnings(document, gateway, today), validate.warnings(found)),
            [*told, *document.meant],
        )
    )
    if problems:
        return Loaded(None, None, tuple(dict.fromkeys(problems)), refusals, warnings)
    return Loaded(settings, _rulebook(found, entries), (), refusals, warnings)


def load_detection(path: Path, environ: Mapping[str, str], *, root: Path | None = None) -> Detection:
    """The section `detection` alone, for commands that need nothing else: nobody's secrets have to be there for it.

    Raises `InvalidConfigurationError` with what is wrong in the section, or with the file as a whole.
    """
    root = (root or path.parent).resolve()
    document = read(path, shorten(path.resolve(), root))
    overlay(document, environ)
    gateway = take_rest(GatewayShape, document) or GatewayShape()
    told = [problem for problem in document.problems if document.unread or problem.path.startswith(_DETECTION)]
    problems = [*told, *validate_detection.problems(document, gateway.detection, root)]
    if problems:
        raise InvalidConfigurationError(tuple(problems))
    return detection_of(gateway.detection, root)


def packaged(name: str) -> Path:
    """A directory that travels inside the package (`policies`, `tenants`); in a checkout, beside it."""
    inside = PACKAGE / "data" / name
    return inside if inside.is_dir() else PACKAGE.parent / name


def _everything(document: Document, gateway: GatewayShape, root: Path, today: date) -> Everything:
    policies, tenants = _directory(gateway.policies, root), _directory(gateway.tenants, root)
    data = document.data if isinstance(document.data, dict) else {}
    providers = data.get("providers")
    return Everything(
        document=document,
        gateway=gateway,
        declared=frozenset(providers if isinstance(providers, dict) else ()),
        broken=frozenset(_PROVIDER.sub(r"\1", each.path) for each in document.problems if _PROVIDER.match(each.path)),
        purposes=read_directory(policies / "purposes", PurposeShape, root),
        flags=read_directory(policies / "flags", FlagsShape, root),
        tenants=read_directory(tenants, TenantShape, root),
        today=today,
    )


def _directory(said: str, root: Path) -> Path:
    name = said.removeprefix(_IN_PACKAGE)
    return packaged(name) if said != name else root / said


class _Secrets:
    """Reads references, collecting what is wrong with them."""

    def __init__(self, document: Document, environ: Mapping[str, str], root: Path) -> None:
        self.problems: list[Problem] = []
        self.root = root
        self._document = document
        self._environ = environ

    def place_of(self, place: Place) -> str:
        """Where a value was said, as editors link it."""
        said = self._document.problem(place, "", "")
        return f"{said.file}:{said.line}" if said.line else said.file

    def credential(self, place: Place, litellm_prefix: str | None, reference: str) -> str:
        """A provider's secret, or one that cannot be its credential, with the problem noted."""
        text = self.read(place, reference)
        try:
            if text:
                check_credential(text, litellm_prefix)
        except ValueError as error:
            self.problems.append(self._document.problem(place, f"{reference} holds no credential for it", f"{error}."))
        return text

    def read(self, place: Place, reference: str) -> str:
        """The secret, or an empty text with the problem noted."""
        try:
            return resolve(reference, self._environ, self.root)
        except ValueError as error:
            self.problems.append(self._document.problem(place, "the secret is not there", str(error)))
            return ""


def _providers(found: Everything, secrets: _Secrets) -> dict[str, ProviderEntry]:
    flags = found.flags.shapes
    return {
        name: provider_entry(
            name,
            shape,
            flags.get(shape.flags) if shape.flags else None,
            found.purposes.names,
            partial(secrets.credential, ("providers", name), shape.litellm_prefix),
        )
        for name, shape in found.gateway.providers.items()
    }


def _settings(gateway: GatewayShape, secrets: _Secrets) -> Settings:
    host, port = split_listen(gateway.listen)
    key_file = file_of(gateway.secrets.master_key, secrets.root)
    return Settings(
        root=secrets.root,
        host=host,
        port=port,
        store_url=_store_url(gateway.store.url, secrets.root),
        unsafe_unverified_durability=gateway.store.unsafe_unverified_durability,
        otlp_endpoint=gateway.telemetry.otlp_endpoint,
        master_key_file=key_file,
        master_key_text=None if key_file else secrets.read(("secrets", "master_key"), gateway.secrets.master_key),
        detection=detection_of(gateway.detection, secrets.root),
        issuers=tuple(issuer_of(name, shape, secrets.root) for name, shape in gateway.issuers.items()),
        unsafe=validate_gateway.unsafe(gateway),
        store_place=secrets.place_of(("store", "url")),
        store_risks=gateway.store.risks(),
    )


def _store_url(url: str, root: Path) -> str:
    return _SQLITE + str(root / url.removeprefix(_SQLITE)) if url.startswith(_SQLITE) else url


def _rulebook(found: Everything, entries: dict[str, ProviderEntry]) -> Rulebook:
    purposes = {name: purpose_policy(shape) for name, shape in found.purposes.shapes.items()}
    tenants = {name: tenant_rules(shape, purposes) for name, shape in found.tenants.shapes.items()}
    issuers = frozenset(found.gateway.issuers)
    images = frozenset(name for each in tenants.values() for name, policy in each.purposes.items() if policy.images)
    return Rulebook(MappingProxyType(purposes), MappingProxyType(entries), MappingProxyType(tenants), issuers, images)
