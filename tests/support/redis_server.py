"""A real `redis-server` for a test: on a free loopback port, as durable as the gateway demands, ended by its own id."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

START_SECONDS = 60.0
DURABLE = {
    "appendonly": "yes",
    "appendfsync": "always",
    "maxmemory-policy": "noeviction",
    "save": "",
    "repl-diskless-sync-delay": "0",
    "repl-ping-replica-period": "1",
}
"""The last two are for time alone: what nobody writes to is followed only once it was pinged, every ten seconds by itself."""


class RedisServer:
    """One server over one directory; `start` again after `kill` finds what was durable."""

    def __init__(self, directory: Path, **settings: str) -> None:
        """Start it. `settings` with `_` for `-` go before the durable ones."""
        self.directory = directory
        self.port = free_port()
        self.bus_port = free_port()
        """Where the servers of a cluster talk to each other."""
        self._settings = DURABLE | {name.replace("_", "-"): value for name, value in settings.items()}
        self.start()

    @property
    def tls_port(self) -> int:
        """Where it speaks TLS beside the plain port, if it was told to."""
        return int(self._settings["tls-port"])

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start the process and wait until it answers."""
        program = shutil.which("redis-server")
        if program is None:
            raise RuntimeError("redis-server is not installed: `make test` installs it on Debian")
        arguments = [part for name, value in self._settings.items() for part in (f"--{name}", value)]
        place = ["--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(self.directory)]
        if "cluster-enabled" in self._settings:
            place += ["--cluster-port", str(self.bus_port)]
        self._process = subprocess.Popen(
            [program, *place, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self._wait_until_it_answers()

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid

    @property
    def is_running(self) -> bool:
        """True while the process lives."""
        return self._process.poll() is None

    def call(self, *words: str) -> bytes:
        """The raw reply to one short command, on a connection of its own."""
        command = f"*{len(words)}\r\n" + "".join(f"${len(word.encode())}\r\n{word}\r\n" for word in words)
        with socket.create_connection(("127.0.0.1", self.port), timeout=2) as connection:
            connection.sendall(command.encode())
            return connection.recv(65536)

    def is_followed(self) -> bool:
        """True once a replica acknowledged something: one that is only online may keep the first `WAIT` for a second."""
        return re.search(rb"state=online,offset=[1-9]", self.call("INFO", "replication")) is not None

    def lose_keys(self, pattern: str) -> None:
        """Delete the keys that match."""
        self.call(
            "EVAL", "for _, key in ipairs(redis.call('KEYS', ARGV[1])) do redis.call('DEL', key) end", "0", pattern
        )

    def pause(self) -> None:
        """The process hangs (SIGSTOP)."""
        self._process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        """It goes on (SIGCONT)."""
        self._process.send_signal(signal.SIGCONT)

    def kill(self) -> None:
        """It is gone at once (SIGKILL), as is right for a test's end too."""
        os.kill(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def _wait_until_it_answers(self) -> None:
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            try:
                if self.call("PING") == b"+PONG\r\n":
                    return
            except OSError:
                pass
            time.sleep(0.02)
        raise RuntimeError("redis-server does not answer")


def free_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def closing_redis(directory: Path) -> Iterator[RedisServer]:
    """A server for the length of a block."""
    server = RedisServer(directory)
    try:
        yield server
    finally:
        server.kill()
