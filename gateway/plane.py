"""The control plane, opened: which store a configuration means, its keys, and its token issuers. `app.py` joins the rest.

Those who administer make no calls: their commands load neither the detector nor a server, and answer in half a second.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from importlib import import_module
from pathlib import Path

from gateway.adapters.backup_file import BackupFile
from gateway.adapters.cryptography_crypto import CryptographyCipher
from gateway.adapters.sqlite_store.contents import SqliteContents
from gateway.adapters.sqlite_store.fingerprints import SqliteFingerprints
from gateway.adapters.sqlite_store.store import SqliteStore
from gateway.adapters.system_clock import SystemClock
from gateway.config.load import Loaded
from gateway.config.settings import Settings
from gateway.control.plane import ControlPlane
from gateway.control.secrets import decode_master_key, ensure_master_key
from gateway.control.tenants import unopened
from gateway.control.tripwire import Progress, copy
from gateway.core.deployment import deployment_keys
from gateway.core.errors import Refusal
from gateway.core.fingerprints import Page
from gateway.ports.clock import Clock
from gateway.ports.fingerprints import Fingerprints
from gateway.ports.moving import MovableContents
from gateway.ports.store import Store, UnusableStoreError
from gateway.ports.tokens import Tokens

SQLITE = "sqlite:///"


@asynccontextmanager
async def opened_plane(loaded: Loaded, *, create: bool = False) -> AsyncIterator[ControlPlane]:
    """Open store and keys, and close them.

    `create` makes a missing SQLite file, and a master key for a store without tenants; without it a missing store is
    `UnusableStoreError`, as is one whose settings endanger a promise. Raises `InvalidConfigurationError` with every
    problem of `loaded`, `ValueError` for a master key that cannot be used, is another deployment's, or is gone.
    """
    settings, _ = loaded.accepted()
    clock = SystemClock()
    with _told_where(settings):
        store = open_store(settings, clock, create=create)
        fingerprints = open_fingerprints(settings.store_url)
    try:
        with _told_where(settings):
            await _announce(store)
        plane = await keyed(settings, store, fingerprints, create=create)
        await unopened(plane)
        yield plane
    finally:
        await fingerprints.close()
        await store.close()


@contextmanager
def _told_where(settings: Settings) -> Iterator[None]:
    """What is wrong with the store is said with the line that names it."""
    try:
        yield
    except UnusableStoreError as error:
        raise UnusableStoreError(f"{settings.store_place}: store: {error}") from None


async def _announce(store: Store) -> None:
    """Make this process known, then look whether it may use the store; `UnusableStoreError` says why not."""
    refused = None
    try:
        await store.announce()
    except Refusal as refusal:
        refused = refusal
    if problems := await store.problems():
        raise UnusableStoreError("; ".join(problems))
    if refused:
        raise refused


def is_unmade(settings: Settings) -> bool:
    """Whether the store is a file that is not there."""
    url = settings.store_url
    return url.startswith(SQLITE) and not Path(url.removeprefix(SQLITE)).exists()


def open_store(settings: Settings, clock: Clock, *, create: bool) -> Store:
    """The configured store: the one place where a name of the configuration becomes a class.

    Redis's client is loaded only where it is wanted: it takes a tenth of the start.
    """
    url = settings.store_url
    if url.startswith(SQLITE):
        return SqliteStore.open(Path(url.removeprefix(SQLITE)), clock, create=create)
    redis = import_module("gateway.adapters.redis_store.store")
    store: Store = redis.RedisStore.open(
        url,
        clock,
        unsafe_unverified_durability=settings.unsafe_unverified_durability,
        risks=settings.store_risks,
    )
    return store


def open_contents(url: str, settings: Settings) -> MovableContents:
    """Everything in the store at a URL, to be moved; nothing is opened before it is asked. `UnusableStoreError`.

    What `settings` declares of the configured store is accepted of this one, too.
    """
    if url.startswith(SQLITE):
        return SqliteContents(Path(url.removeprefix(SQLITE)))
    redis = import_module("gateway.adapters.redis_store.contents")
    contents: MovableContents = redis.RedisContents.open(
        url, unsafe_unverified_durability=settings.unsafe_unverified_durability, risks=settings.store_risks
    )
    return contents


def open_backup(path: Path, settings: Settings, clock: Clock) -> BackupFile:
    """A backup's file, under the deployment's master key. `ValueError` as `opened_plane`."""
    keys = deployment_keys(_master_key(settings, clock, create=False))
    return BackupFile(path, keys.backup, clock)


async def put_fingerprints(settings: Settings, pages: AsyncIterator[Page], url: str, progress: Progress) -> int:
    """Enrol in the store at a URL what was enrolled elsewhere; how many were not there.

    `ValueError` as `opened_plane`, `store_unavailable`.
    """
    keys = deployment_keys(_master_key(settings, SystemClock(), create=False)).fingerprints
    target = open_fingerprints(url)
    try:
        return await copy(pages, target, keys, progress)
    finally:
        await target.close()


def open_fingerprints(url: str) -> Fingerprints:
    """Tenants' fingerprints, in the engine of the store at this URL."""
    if url.startswith(SQLITE):
        return SqliteFingerprints(Path(url.removeprefix(SQLITE)))
    redis = import_module("gateway.adapters.redis_store.fingerprints")
    fingerprints: Fingerprints = redis.RedisFingerprints.open(url)
    return fingerprints


@asynccontextmanager
async def opened_tokens(settings: Settings, clock: Clock) -> AsyncIterator[Tokens | None]:
    """The registered issuers' tokens; None, and their library not loaded, where there is no issuer.

    Raises `UnusableKeySetError`.
    """
    if not settings.issuers:
        yield None
        return
    library = import_module("gateway.adapters.pyjwt_tokens.tokens")
    opening: AbstractAsyncContextManager[Tokens] = library.opened_tokens(settings.issuers, clock)
    async with opening as tokens:
        yield tokens


async def keyed(settings: Settings, store: Store, fingerprints: Fingerprints, *, create: bool) -> ControlPlane:
    """The control plane of an open store under the master key; `create` makes one for a store without tenants.

    `ValueError` for a key that cannot be used or is gone: a new one would open none of the tenants, and pass for the lost one.
    """
    clock, file = SystemClock(), settings.master_key_file
    if file is not None and not file.exists() and await store.tenants():
        raise ValueError(f"the master key is gone from {file}, and this store's tenants were made with it: put it back")
    master_key = _master_key(settings, clock, create=create)
    cipher = CryptographyCipher(master_key, clock)
    return ControlPlane(store, clock, cipher, deployment_keys(master_key), fingerprints)


def _master_key(settings: Settings, clock: Clock, *, create: bool) -> bytes:
    if settings.master_key_file is None:
        return decode_master_key(settings.master_key_text or "")
    if not create and not settings.master_key_file.exists():
        raise ValueError(
            f"there is no master key in {settings.master_key_file}: `isogate serve` makes one on first run"
        )
    return ensure_master_key(settings.master_key_file, clock)
