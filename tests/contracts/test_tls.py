"""The store over TLS, at a real server and a cluster: only who proves who it is is spoken to, and nobody in plain text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from gateway.adapters.redis_store import lanes
from gateway.adapters.redis_store.store import RedisStore
from gateway.adapters.system_clock import SystemClock
from gateway.core.errors import Refusal
from gateway.ports.store import UnusableStoreError
from tests.support.certificates import Authority
from tests.support.ledger import ask, commit_ask, key_row, tenant_row
from tests.support.redis_cluster import RedisCluster
from tests.support.redis_server import RedisServer, free_port


class Guarded(NamedTuple):
    """A server with a port for TLS beside the plain one, and who signed its certificate."""

    server: RedisServer
    port: int
    authority: Authority
    stranger: Authority
    """Signed nothing."""

    def url(self, host: str = "127.0.0.1", *, port: int = 0, trusting: Path | None = None) -> str:
        return f"rediss://{host}:{port or self.port}/0?ssl_ca_certs={trusting or self.authority.certificate}"


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    folder, port = tmp_path_factory.mktemp("tls"), free_port()
    authority, stranger = Authority(folder / "authority"), Authority(folder / "stranger")
    issued = authority.issue("127.0.0.1")
    server = RedisServer(
        folder,
        tls_port=str(port),
        tls_cert_file=str(issued.certificate),
        tls_key_file=str(issued.key),
        tls_ca_cert_file=str(authority.certificate),
        tls_auth_clients="no",
    )
    yield Guarded(server, port, authority, stranger)
    server.kill()


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lanes, "TRIP_SECONDS", 10.0)


async def refused(url: str) -> list[str]:
    """Its problems, when it takes neither an admission nor a commit."""
    store = RedisStore.open(url, SystemClock())
    try:
        with pytest.raises(Refusal):
            await store.admit(ask())
        with pytest.raises(Refusal):
            await store.commit(commit_ask(0))
        return await store.problems()
    finally:
        await store.close()


async def test_a_server_whose_certificate_is_signed_by_the_named_authority_is_a_store(guarded: Guarded) -> None:
    store = RedisStore.open(guarded.url(), SystemClock())
    await store.put_tenant(tenant_row())
    await store.put_key(key_row())
    admitted = await store.admit(ask())
    await store.commit(commit_ask(admitted.epoch))
    problems = await store.problems()
    await store.close()

    assert (admitted.tenant, problems) == (tenant_row(), [])


async def test_a_server_that_wants_a_certificate_of_ours_gets_the_one_that_the_url_names(guarded: Guarded) -> None:
    ours = guarded.authority.issue("127.0.0.2")
    named = RedisStore.open(f"{guarded.url()}&ssl_certfile={ours.certificate}&ssl_keyfile={ours.key}", SystemClock())
    guarded.server.call("CONFIG", "SET", "tls-auth-clients", "yes")
    try:
        assert await named.problems() == []
        (problem,) = await refused(guarded.url())
        assert "wants a certificate of ours" in problem
    finally:
        guarded.server.call("CONFIG", "SET", "tls-auth-clients", "no")
        await named.close()


async def test_a_certificate_of_another_authority_is_refused(guarded: Guarded) -> None:
    (problem,) = await refused(guarded.url(trusting=guarded.stranger.certificate))

    assert "a certificate that is not accepted" in problem
    assert "ssl_ca_certs=" in problem


async def test_an_authority_that_nobody_named_is_refused(guarded: Guarded) -> None:
    (problem,) = await refused(f"rediss://127.0.0.1:{guarded.port}/0")

    assert "a certificate that is not accepted" in problem


async def test_a_certificate_for_another_name_is_refused(guarded: Guarded) -> None:
    (problem,) = await refused(guarded.url("localhost"))

    assert "name it in store.url as its certificate does" in problem
    assert "localhost" in problem


async def test_a_server_without_tls_is_told_nothing(guarded: Guarded, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lanes, "TRIP_SECONDS", 0.3)
    guarded.server.call("CONFIG", "RESETSTAT")
    (problem,) = await refused(guarded.url(port=guarded.server.port))
    assert "whether it speaks TLS at this port" in problem

    said = guarded.server.call("INFO", "commandstats").decode()
    assert [line for line in said.splitlines() if line.startswith("cmdstat_") and "config|resetstat" not in line] == []


@pytest.mark.parametrize("text", [None, "", "no certificate"], ids=["absent", "empty", "of another kind"])
async def test_a_file_of_authorities_that_cannot_be_read_is_said_at_once(tmp_path: Path, text: str | None) -> None:
    file = tmp_path / "ca.pem"
    if text is not None:
        file.write_text(text)

    with pytest.raises(UnusableStoreError, match="ssl_ca_certs"):
        RedisStore.open(f"rediss://127.0.0.1:1/0?ssl_ca_certs={file}", SystemClock())


@pytest.fixture(scope="module")
def cluster(guarded: Guarded, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisCluster]:
    issued = guarded.authority.issue("127.0.0.1")
    whole = RedisCluster(
        tmp_path_factory.mktemp("cluster"),
        tls_cluster="yes",
        tls_replication="yes",
        tls_cert_file=str(issued.certificate),
        tls_key_file=str(issued.key),
        tls_ca_cert_file=str(guarded.authority.certificate),
        tls_auth_clients="no",
    )
    yield whole
    whole.kill()


async def test_a_cluster_over_tls_is_a_store_on_every_server(cluster: RedisCluster, guarded: Guarded) -> None:
    store = RedisStore.open(f"{cluster.tls_url}?ssl_ca_certs={guarded.authority.certificate}", SystemClock())
    for server in cluster.servers:
        server.call("CONFIG", "RESETSTAT")
    tenants = list("abcdefghi")  # in slots of all three
    for tenant in tenants:
        await store.put_tenant(tenant_row(tenant))
        await store.put_key(key_row(tenant=tenant))
        admitted = await store.admit(ask(tenant))
        await store.commit(commit_ask(admitted.epoch, f"t-{tenant}", tenant))
    problems, found = await store.problems(), await store.records()
    await store.close()

    assert (problems, sorted(record.tenant for record in found)) == ([], sorted(tenants))
    asked = [b"cmdstat_evalsha" in server.call("INFO", "commandstats") for server in cluster.primaries()]
    assert asked == [True, True, True]


@pytest.mark.parametrize("trusting", ["another", "nobody"])
async def test_a_cluster_whose_certificates_nobody_trusts_is_refused(
    trusting: str, cluster: RedisCluster, guarded: Guarded
) -> None:
    named = f"?ssl_ca_certs={guarded.stranger.certificate}" if trusting == "another" else ""
    (problem,) = await refused(cluster.tls_url + named)

    assert "a certificate that is not accepted" in problem
