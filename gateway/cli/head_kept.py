"""An answer's head leaves with the first of its body: one write, one packet, one waking of the caller for the first word.

uvicorn writes each by itself, and uvloop hands each to the kernel at once.
"""

from __future__ import annotations

from asyncio import Transport
from weakref import ref

from uvicorn.protocols.http.httptools_impl import RequestResponseCycle


class HeadKept:
    """Stands for a connection's transport until an answer has begun; from then on the answer has the transport itself.

    For an answer that has a body: a head without one would be kept.
    """

    __slots__ = ("_cycle", "_head", "_transport")

    def __init__(self, cycle: RequestResponseCycle, transport: Transport) -> None:
        """`cycle` writes the answer; it is let go with its connection, so nothing of it is held here."""
        self._cycle = ref(cycle)
        self._transport = transport
        self._head: bytes | None = None

    def write(self, piece: bytes) -> None:
        """Keep the head; write it with the piece behind it. What comes before an answer (`100 Continue`) is written at once."""
        cycle = self._cycle()
        if cycle is None or not cycle.response_started:
            self._transport.write(piece)
        elif self._head is None:
            self._head = piece
        else:
            cycle.transport = self._transport
            self._transport.writelines((self._head, piece))

    def is_closing(self) -> bool:
        """See the transport."""
        return self._transport.is_closing()

    def close(self) -> None:
        """Of an answer that broke off behind its head, the head still goes."""
        if self._head is not None:
            self._transport.write(self._head)
        self._transport.close()
