"""A tenant's keys in Redis as items, and items as the commands that write them into an empty store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from gateway.adapters.redis_store import key_reading, replies, rows
from gateway.adapters.redis_store.key_reading import Ask
from gateway.adapters.redis_store.keys import SWITCHES, TENANTS, UNTENANTED, TenantKeys, joined
from gateway.adapters.redis_store.lanes import Argument, Command
from gateway.core.audit import Link, read
from gateway.core.contents import Item, LinkItem, MeterItem, ObjectionItem, SwitchItem, TenantItem
from gateway.core.ledger import ConsentRow, KeyRow, Record, TenantRow

PAGE_ROWS = 500
_OFF = "1:off"
"""A switch that was set once, to off; the copies of all tenants are equal."""

# KEYS: audit, rows, traces, open; ARGV for each record: id, event ('' when it cannot be read), trace, process, writer, sequence,
# previous, digest, row hash, payload. Written once, however often it is sent.
_LINKS = """#!lua
for at = 1, #ARGV, 10 do
  local id, event, trace = ARGV[at], ARGV[at + 1], ARGV[at + 2]
  if #redis.call('XRANGE', KEYS[1], id, id) == 0 then
    redis.call('XADD', KEYS[1], id, 'w', ARGV[at + 4], 's', ARGV[at + 5], 'p', ARGV[at + 6], 'd', ARGV[at + 7],
      'h', ARGV[at + 8])
    if ARGV[at + 9] ~= '' then redis.call('HSET', KEYS[2], id, ARGV[at + 9]) end
    if event ~= '' then
      local ids = redis.call('HGET', KEYS[3], trace)
      redis.call('HSET', KEYS[3], trace, ids and ids .. ',' .. id or id)
      if event == 'intent' then redis.call('HSET', KEYS[4], trace, ARGV[at + 3] .. ',' .. id)
      else redis.call('HDEL', KEYS[4], trace) end
    end
  end
end
return 'written'
"""
CLOCKS_DIFFER_MILLISECONDS = 60_000


class Places:
    """The stream ids of links that are filled in: one rising row over all tenants, so that their order stays.

    An id's time is the record's own where that rises, and lies a minute back at least: what is written next comes behind.
    """

    def __init__(self) -> None:
        """Begin before the first link."""
        self._until = int(datetime.now(UTC).timestamp() * 1000) - CLOCKS_DIFFER_MILLISECONDS
        self.tenants: list[str] = []
        """Those that came by."""
        self._milliseconds = 0
        self._number = 0

    def next(self, record: object) -> str:
        """The next link's id."""
        at = int(record.at.timestamp() * 1000) if isinstance(record, Record) else 0
        at = min(at, self._until)
        if at > self._milliseconds:
            self._milliseconds, self._number = at, 0
        else:
            self._number += 1
        return f"{self._milliseconds}-{self._number}"


async def ledger(ask: Ask, tenant: str, row: TenantRow, epoch: int) -> list[Item]:
    """A tenant's items but for its audit."""
    keys = TenantKeys(tenant)
    return [
        TenantItem(row, epoch),
        *await key_reading.keys(ask, tenant),
        *await _consents(ask, tenant, keys),
        *[ObjectionItem(tenant, each) for each in sorted(await _members(ask, keys.objections))],
        *await _meters(ask, tenant, keys),
    ]


def writing(items: Sequence[Item], places: Places) -> list[Command]:
    """The commands that write items; each can be sent again. A tenant's name comes first."""
    commands: list[Command] = []
    links: dict[str, list[Argument]] = {}
    for item in items:
        if isinstance(item, LinkItem):
            links.setdefault(item.tenant, []).extend(_link(item.link, places))
        else:
            commands += _commands(item, places)
    for tenant, arguments in links.items():
        keys = TenantKeys(tenant)
        commands += [("SADD", TENANTS, tenant)] if tenant else []
        commands.append(("EVAL", _LINKS, 4, keys.audit, keys.rows, keys.traces, keys.open, *arguments))
    return commands


async def _one(ask: Ask, *command: Argument) -> object:
    (reply,) = await ask(command)
    return reply


async def _meters(ask: Ask, tenant: str, keys: TenantKeys) -> list[MeterItem]:
    usage = rows.usage(replies.paired(await _one(ask, "HGETALL", keys.meters)))
    return [MeterItem(tenant, name, *used) for name, used in sorted(usage.items())]


async def _consents(ask: Ask, tenant: str, keys: TenantKeys) -> list[ConsentRow]:
    """The history; of each purpose and user the event that holds comes last, whatever its stamp."""
    texts: dict[bytes, None] = {}
    while page := replies.listed(await _one(ask, "ZRANGE", keys.history, len(texts), len(texts) + PAGE_ROWS - 1)):
        texts |= dict.fromkeys(page)
    events = {rows.consent_row(tenant, text): text for text in texts}
    held: set[bytes] = set()
    fields = sorted({joined(event.purpose, event.user) for event in events})
    for at in range(0, len(fields), PAGE_ROWS):
        held |= set(replies.listed(await _one(ask, "HMGET", keys.consent, *fields[at : at + PAGE_ROWS])))

    def order(event: ConsentRow) -> tuple[str, str, bool, datetime, str, str]:
        return event.purpose, event.user, events[event] in held, event.at, event.state.value, event.policy_version

    return sorted(events, key=order)


async def _members(ask: Ask, key: str) -> set[str]:
    members: set[str] = set()
    cursor = b"0"
    while True:
        cursor, page = replies.listed(await _one(ask, "SSCAN", key, cursor, "COUNT", PAGE_ROWS))
        members |= {each.decode() for each in replies.listed(page)}
        if cursor == b"0":
            return members


def _commands(item: Item, places: Places) -> Iterator[Command]:
    match item:
        case TenantItem(row, epoch):
            yield ("SADD", TENANTS, row.tenant)
            places.tenants.append(row.tenant)
            text = rows.tenant_text(row)
            yield ("HSET", TenantKeys(row.tenant).tenant, "status", row.status.value, "row", text, "epoch", epoch)
        case KeyRow():
            yield from _key(item)
        case ConsentRow():
            keys, text = TenantKeys(item.tenant), rows.consent_text(item)
            yield ("ZADD", keys.history, str(item.at.timestamp()), text)
            yield ("HSET", keys.consent, joined(item.purpose, item.user), text)
        case ObjectionItem(tenant, subject):
            yield ("SADD", TenantKeys(tenant).objections, subject)
        case MeterItem(tenant, meter, window, used):
            yield ("HSET", TenantKeys(tenant).meters, meter, f"{window}:{used}")
        case SwitchItem(switch):
            copies = [TenantKeys(tenant).switches for tenant in (UNTENANTED, *places.tenants)]
            yield from [("HSET", key, switch, _OFF) for key in (SWITCHES, *copies)]
        case LinkItem():
            raise TypeError("links go together")


def _key(row: KeyRow) -> Iterator[Command]:
    keys = TenantKeys(row.tenant)
    yield ("HSET", keys.keys, row.digest, rows.key_text(row))
    yield ("HSET", keys.keyids, row.key_id, row.digest)
    if row.revoked:
        yield ("SADD", keys.revoked, row.digest)
    if row.last_used is not None:
        yield ("HSET", keys.uses, row.digest, row.last_used.isoformat())


def _link(link: Link, places: Places) -> tuple[Argument, ...]:
    record = read(link).record
    event, trace = (record.event.value, record.trace) if isinstance(record, Record) else ("", "")
    process = link.writer.rpartition("-")[0]
    marks = (link.previous, link.digest, link.row_hash)
    return (places.next(record), event, trace, process, link.writer, link.sequence, *marks, link.nonce + link.row)
