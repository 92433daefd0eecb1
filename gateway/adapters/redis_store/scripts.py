"""What Redis does in one step, as Lua.

`#!lua` without flags makes Redis refuse a script before its first line on a replica (READONLY), over its
memory limit (OOM) and after a failed disk write (MISCONF), even one that only reads: admission is read at a
primary that can take the commit too, or not at all. Every script keeps to one tenant's keys: to one slot.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Script:
    """A script and the digest by which Redis knows it."""

    text: str
    sha: str

    @staticmethod
    def of(body: str) -> Script:
        """The script of this body."""
        text = "#!lua\n" + body
        return Script(text, hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest())


ADMIT = Script.of("""
local tenant = redis.call('HMGET', KEYS[1], 'epoch', 'status', 'row')
local key = redis.call('HGET', KEYS[2], ARGV[1])
local revoked = redis.call('SISMEMBER', KEYS[3], ARGV[1])
local consent = redis.call('HMGET', KEYS[4], ARGV[2], ARGV[3])
local objections = redis.call('SCARD', KEYS[5])
local objected = 0
if objections > 0 then
  for i = 4, #ARGV do objected = objected + redis.call('SISMEMBER', KEYS[5], ARGV[i]) end
end
return table.concat({'[', tenant[1] or '0', ',"', tenant[2] or '', '",', tenant[3] or 'null',
  ',', key or 'null', ',', revoked, ',', consent[1] or 'null', ',', consent[2] or 'null',
  ',', objections, ',', objected, ']'})
""")

# KEYS from `first`: audit, rows, traces, open; ARGV from `at`: event, trace, process, writer, sequence,
# previous, digest, row hash, payload.
_WRITE = """
local function write(first, at)
  local id = redis.call('XADD', KEYS[first], '*', 'w', ARGV[at + 3], 's', ARGV[at + 4], 'p', ARGV[at + 5],
    'd', ARGV[at + 6], 'h', ARGV[at + 7])
  redis.call('HSET', KEYS[first + 1], id, ARGV[at + 8])
  local trace = ARGV[at + 1]
  local ids = redis.call('HGET', KEYS[first + 2], trace)
  redis.call('HSET', KEYS[first + 2], trace, ids and ids .. ',' .. id or id)
  if ARGV[at] == 'intent' then redis.call('HSET', KEYS[first + 3], trace, ARGV[at + 2] .. ',' .. id)
  else redis.call('HDEL', KEYS[first + 3], trace) end
end
"""
WRITE_ARGUMENTS = 9

# A meter's latest window and count; a window that is over counts nothing.
_METER = """
local function meter(key, name, window)
  local held = redis.call('HGET', key, name)
  if not held then return window, 0 end
  local from, used = string.match(held, '^(%d+):(%d+)$')
  if tonumber(from) < tonumber(window) then return window, 0 end
  return from, tonumber(used)
end
local function put(key, name, window, used)
  redis.call('HSET', key, name, window .. ':' .. string.format('%.0f', math.max(0, used)))
end
"""

# KEYS: tenant, objections, those of `_WRITE`, meters; ARGV: epoch, number of subjects, subjects, calls in flight at most
# ('' for any number), number of charges, charges (meter, window, amount, at most), the record.
COMMIT = Script.of(
    _WRITE
    + _METER
    + """
if (redis.call('HGET', KEYS[1], 'epoch') or '0') ~= ARGV[1] then return 'moved' end
local subjects = tonumber(ARGV[2])
for i = 3, 2 + subjects do
  if redis.call('SISMEMBER', KEYS[2], ARGV[i]) == 1 then return 'objected' end
end
local at = 3 + subjects
if ARGV[at] ~= '' and redis.call('HLEN', KEYS[6]) >= tonumber(ARGV[at]) then return 'over:in_flight' end
local first, last = at + 2, at + 1 + 4 * tonumber(ARGV[at + 1])
local counted = {}
for i = first, last, 4 do
  local window, used = meter(KEYS[7], ARGV[i], ARGV[i + 1])
  used = used + tonumber(ARGV[i + 2])
  if used > tonumber(ARGV[i + 3]) then return 'over:' .. ARGV[i] end
  counted[i] = {window, used}
end
for i = first, last, 4 do put(KEYS[7], ARGV[i], counted[i][1], counted[i][2]) end
write(3, last + 1)
return 'written'
"""
)

# KEYS: as `_WRITE`, then uses and meters; ARGV: how many keys were used, each digest with its day; then for each record how many
# corrections it has, the corrections (meter, window, amount), the record. Corrections count once: while the intent is open.
APPEND = Script.of(
    _WRITE
    + _METER
    + f"""
local uses = tonumber(ARGV[1])
for i = 2, 2 * uses, 2 do
  local day = redis.call('HGET', KEYS[5], ARGV[i])
  if not day or day < ARGV[i + 1] then redis.call('HSET', KEYS[5], ARGV[i], ARGV[i + 1]) end
end
local at = 2 + 2 * uses
while at <= #ARGV do
  local record = at + 1 + 3 * tonumber(ARGV[at])
  if record > at + 1 and redis.call('HEXISTS', KEYS[4], ARGV[record + 1]) == 1 then
    for i = at + 1, record - 1, 3 do
      local window, used = meter(KEYS[6], ARGV[i], ARGV[i + 1])
      if window == ARGV[i + 1] then put(KEYS[6], ARGV[i], window, used + tonumber(ARGV[i + 2])) end
    end
  end
  write(1, record)
  at = record + {WRITE_ARGUMENTS}
end
return 'written'
"""
)

# KEYS: audit, traces, open; ARGV: process, the traces of its calls under way. Those whose intent is there are open again, unless
# this process itself has written an outcome of them since: what comes late must not keep a place for ever.
COUNT_AGAIN = Script.of("""
local mine = ARGV[1] .. '-'
local function has_ended(ids)
  for id in string.gmatch(ids, ',([^,]+)') do
    local found = redis.call('XRANGE', KEYS[1], id, id)[1]
    if found and string.sub(found[2][2], 1, #mine) == mine then return true end
  end
  return false
end
for i = 2, #ARGV do
  local ids = redis.call('HGET', KEYS[2], ARGV[i])
  if ids and redis.call('HEXISTS', KEYS[3], ARGV[i]) == 0 and not has_ended(ids) then
    redis.call('HSET', KEYS[3], ARGV[i], ARGV[1] .. ',' .. string.match(ids, '^[^,]+'))
  end
end
return 'counted'
""")

# Takes a switch over unless a later change of it is there.
_COPY = """
local function copy(key, name, value)
  local held = redis.call('HGET', key, name)
  if held and tonumber(string.match(held, '^%d+')) >= tonumber(string.match(value, '^%d+')) then return end
  redis.call('HSET', key, name, value)
end
"""

# KEYS: tenant, switches; ARGV: status, row, then each switch with its value.
PUT_TENANT = Script.of(
    _COPY
    + """
if redis.call('EXISTS', KEYS[1]) == 1 then return 'there' end
for i = 3, #ARGV, 2 do copy(KEYS[2], ARGV[i], ARGV[i + 1]) end
redis.call('HSET', KEYS[1], 'status', ARGV[1], 'row', ARGV[2], 'epoch', 0)
return 'written'
"""
)

# What is said again changes nothing, and writes all the same: `WAIT` waits for what its own connection wrote, so behind a
# script that wrote nothing it may be content with replicas that never heard of the first saying (Redis 7.2, Valkey).
_AGAIN = """
local function again(key)
  redis.call('HSET', key, 'status', redis.call('HGET', key, 'status'))
end
"""

SET_STATUS = Script.of("""
local status = redis.call('HGET', KEYS[1], 'status')
if not status then return 'missing' end
redis.call('HSET', KEYS[1], 'status', ARGV[1])
if status ~= ARGV[1] then redis.call('HINCRBY', KEYS[1], 'epoch', 1) end
return 'written'
""")

# KEYS: everybody's switches; ARGV: switch, off or on. Returns the switch's value, for the copies. Its number is the server's
# time in microseconds: after a failover that lost the last one, a counter would give copies a number that they hold already.
SET_SWITCH = Script.of("""
local held = redis.call('HGET', KEYS[1], ARGV[1]) or '0'
local now = redis.call('TIME')
local number = math.max(tonumber(string.match(held, '^%d+')) + 1, tonumber(now[1]) * 1000000 + tonumber(now[2]))
local value = string.format('%.0f', number) .. ':' .. ARGV[2]
redis.call('HSET', KEYS[1], ARGV[1], value)
return value
""")

# KEYS: tenant, switches; ARGV: switch, value. A tenant that is not there yet has its copy already.
COPY_SWITCH = Script.of(
    _COPY
    + """
copy(KEYS[2], ARGV[1], ARGV[2])
if string.match(ARGV[2], ':off$') and redis.call('EXISTS', KEYS[1]) == 1 then
  redis.call('HINCRBY', KEYS[1], 'epoch', 1)
end
return 'written'
"""
)

# KEYS: tenant, keys, keyids, revoked; ARGV: digest, key id, row, revoked.
PUT_KEY = Script.of("""
if redis.call('EXISTS', KEYS[1]) == 0 then return 'missing' end
if redis.call('HEXISTS', KEYS[2], ARGV[1]) == 1 or redis.call('HEXISTS', KEYS[3], ARGV[2]) == 1 then
  return 'there'
end
redis.call('HSET', KEYS[2], ARGV[1], ARGV[3])
redis.call('HSET', KEYS[3], ARGV[2], ARGV[1])
if ARGV[4] == '1' then redis.call('SADD', KEYS[4], ARGV[1]) end
return 'written'
""")

REVOKE_KEY = Script.of("""
local digest = redis.call('HGET', KEYS[2], ARGV[1])
if not digest then return 'missing' end
redis.call('SADD', KEYS[3], digest)
redis.call('HINCRBY', KEYS[1], 'epoch', 1)
return 'written'
""")

# Rows of keys change in no other way, so a row that is still the one read can be replaced.
EXPIRE_KEY = Script.of("""
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then return 'changed' end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
return 'written'
""")

# KEYS: tenant, consent, history; ARGV: field, row, state, time, time as a number.
PUT_CONSENT = Script.of(
    _AGAIN
    + """
if redis.call('EXISTS', KEYS[1]) == 0 then return 'missing' end
if redis.call('ZSCORE', KEYS[3], ARGV[2]) then
  again(KEYS[1])
  return 'written'
end
if ARGV[3] == 'granted' then
  local current = redis.call('HGET', KEYS[2], ARGV[1])
  if current then
    current = cjson.decode(current)
    if current.state == 'withdrawn' and current.at > ARGV[4] then return 'older' end
  end
end
redis.call('ZADD', KEYS[3], ARGV[5], ARGV[2])
redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
if ARGV[3] == 'withdrawn' then redis.call('HINCRBY', KEYS[1], 'epoch', 1) end
return 'written'
"""
)

PUT_OBJECTION = Script.of(
    _AGAIN
    + """
if redis.call('EXISTS', KEYS[1]) == 0 then return 'missing' end
if redis.call('SADD', KEYS[2], ARGV[1]) == 1 then
  redis.call('HINCRBY', KEYS[1], 'epoch', 1)
else
  again(KEYS[1])
end
return 'written'
"""
)

SCRIPTS = (
    ADMIT,
    COMMIT,
    APPEND,
    COUNT_AGAIN,
    PUT_TENANT,
    SET_STATUS,
    SET_SWITCH,
    COPY_SWITCH,
    PUT_KEY,
    REVOKE_KEY,
    EXPIRE_KEY,
    PUT_CONSENT,
    PUT_OBJECTION,
)
