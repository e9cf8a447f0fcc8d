"""The statements of fan-out: sets of rows, in chunks."""

from storage.prepared import Prepared

RENDERING = Prepared("SELECT message FROM rendering WHERE broadcast_id = :id AND channel = :channel")
FAN_STATE = Prepared(
    "SELECT fan_cursor, fan_done, klass FROM broadcast WHERE id = :id AND state IN ('running', 'paused')",
    "SELECT fan_cursor, fan_done, klass FROM broadcast WHERE id = :id AND state IN ('running', 'paused') FOR UPDATE",
)
FAN_LAST = Prepared(
    "SELECT person_id FROM audience_member WHERE broadcast_id = :id AND person_id > :cursor"
    " ORDER BY person_id LIMIT 1 OFFSET :most"
)
FAN_MAX = Prepared("SELECT max(person_id) FROM audience_member WHERE broadcast_id = :id")
_ROW = "INSERT INTO delivery (lane, klass, state, due_at, chat_id, broadcast_id, person_id, reason, created_at)"
_CHUNK = " WHERE m.broadcast_id = :id AND m.person_id > :cursor AND m.person_id <= :upper AND p.status = 'active'"
_ONCE = " ORDER BY m.person_id ON CONFLICT DO NOTHING"
_OFF = "(SELECT name FROM lane WHERE is_off)"
FAN_OWE = Prepared(
    f"{_ROW} SELECT c.channel, :klass, 'queued', :now, c.id, :id, p.id, NULL, :now"
    " FROM audience_member m JOIN person p ON p.id = m.person_id JOIN chat c ON c.id = p.chat_id"
    f"{_CHUNK} AND c.state = 'active' AND c.channel NOT IN {_OFF}{_ONCE}"
)
# Whose notices go to a channel that is off, but who can be reached on another.
FAN_OTHER = Prepared(
    f"{_ROW} SELECT c.channel, :klass, 'queued', :now, c.id, :id, p.id, NULL, :now"
    " FROM audience_member m JOIN person p ON p.id = m.person_id JOIN chat c ON c.id = (SELECT max(o.id) FROM chat o"
    f" WHERE o.person_id = p.id AND o.state = 'active' AND o.channel NOT IN {_OFF})"
    f"{_CHUNK}{_ONCE}"
)
FAN_NOBODY = Prepared(
    f"{_ROW} SELECT '-', :klass, 'failed', :now, NULL, :id, p.id,"
    " CASE WHEN c.id IS NULL THEN 'no_chat' WHEN c.state <> 'active' THEN c.state ELSE 'channel_off' END, :now"
    " FROM audience_member m JOIN person p ON p.id = m.person_id LEFT JOIN chat c ON c.id = p.chat_id"
    f"{_CHUNK} AND (c.id IS NULL OR c.state <> 'active' OR c.channel IN {_OFF}){_ONCE}"
)
FAN_MOVE = Prepared(
    "UPDATE broadcast SET fan_cursor = :upper, fan_done = :done, total = total + :total, failed = failed + :failed"
    " WHERE id = :id"
)
FAN_FINISH = Prepared(
    "UPDATE broadcast SET state = 'done', ended_at = :now WHERE id = :id AND state = 'running' AND fan_done"
    " AND sent + failed + uncertain + cancelled + expired >= total"
)
