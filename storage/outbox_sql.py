"""The outbox's statements. `:ids` is a JSON list on SQLite and an array on PostgreSQL."""

from storage.prepared import Prepared

# What is left of a message that held a code, once nobody sends it any more: an empty list, so that a number typed
# afterwards does not name a choice of the message before.
SPENT = '{"text":"","choices":[]}'
_IS_ONCE = "message LIKE '%\"one_time\"_true%'"  # the underscore stands for the colon, which would name a parameter
_FORGOTTEN = f"message = CASE WHEN {_IS_ONCE} THEN :spent ELSE message END"
_FORGOTTEN_AT_END = (
    f"message = CASE WHEN {_IS_ONCE} AND CAST(:state AS varchar) <> 'queued' THEN :spent ELSE message END"
)
OWE = Prepared(
    "INSERT INTO delivery (lane, klass, state, due_at, chat_id, person_id, message, dedup_key, key, created_at)"
    " VALUES (:lane, :klass, 'queued', :due_at, :chat_id, :person_id, :message, :dedup_key, :key, :now)"
    " ON CONFLICT (dedup_key) DO NOTHING"
)
_RIPE = (
    "FROM delivery d WHERE d.state = 'queued' AND d.lane = :lane AND d.klass = :klass AND d.due_at <= :now"
    " AND NOT EXISTS (SELECT 1 FROM chat c WHERE c.id = d.chat_id AND c.not_before > :now)"
)
_PAUSE = " AND NOT EXISTS (SELECT 1 FROM delivery s WHERE s.chat_id = d.chat_id AND s.sent_at > :since)"
_IN_ORDER = (
    " AND d.broadcast_id IS NULL AND NOT EXISTS (SELECT 1 FROM delivery o WHERE o.chat_id = d.chat_id"
    " AND o.klass = d.klass AND o.state IN ('queued', 'sending') AND o.broadcast_id IS NULL"
    " AND (o.state = 'sending' OR (o.id < d.id AND (o.due_at <= :now OR o.attempts > 0))))"
)
RIPE_SINGLE = Prepared(f"SELECT d.id {_RIPE}{_IN_ORDER} ORDER BY d.id LIMIT :most")
RIPE_NOTICE = Prepared(f"SELECT d.id, d.chat_id {_RIPE}{_IN_ORDER}{_PAUSE} ORDER BY d.id LIMIT :most")
RIPE_BROADCAST = Prepared(
    f"SELECT d.id, d.chat_id {_RIPE} AND d.broadcast_id = :broadcast"
    " AND NOT EXISTS (SELECT 1 FROM delivery o WHERE o.chat_id = d.chat_id AND o.klass = d.klass"
    " AND o.state IN ('queued', 'sending') AND o.state = 'sending')"
    f"{_PAUSE} ORDER BY d.id LIMIT :most"
)
RUNNING = Prepared("SELECT id FROM broadcast WHERE state = 'running' AND klass = :klass ORDER BY id")
_TAKEN = (
    " AND state = 'queued' RETURNING id, klass, chat_id, broadcast_id, person_id, message, attempts, reads_lost,"
    " created_at, by_template"
)
_TAKE = "UPDATE delivery SET state = 'sending', claimed_by = :me, leased_until = :until, attempts = attempts + 1"
TAKE = Prepared(
    f"{_TAKE} WHERE id IN (SELECT value FROM json_each(:ids)){_TAKEN}",
    f"{_TAKE} WHERE id = ANY(:ids){_TAKEN}",
)
ADDRESSES = Prepared(
    "SELECT id, address, heard_at FROM chat WHERE id IN (SELECT value FROM json_each(:ids))",
    "SELECT id, address, heard_at FROM chat WHERE id = ANY(:ids)",
)
LAST_WITH_KEY = Prepared(
    "SELECT provider_id FROM delivery WHERE chat_id = :chat_id AND key = :key AND state = 'sent'"
    " ORDER BY sent_at DESC, id DESC LIMIT 1"
)
_SENT = "UPDATE delivery SET state = 'sent', provider_id = {key}, sent_at = :now, leased_until = NULL, reason = NULL"
_SENT += f", {_FORGOTTEN}"
_MINE = "delivery.state = 'sending' AND delivery.claimed_by = :me RETURNING delivery.broadcast_id"
SENT = Prepared(
    _SENT.format(key="v.key") + " FROM (SELECT json_extract(value, '$[0]') AS id, json_extract(value, '$[1]') AS key,"
    " json_extract(value, '$[2]') AS attempt FROM json_each(:pairs)) v"
    f" WHERE delivery.id = v.id AND delivery.attempts = v.attempt AND {_MINE}",
    _SENT.format(key="v.key") + " FROM (SELECT (value->>0)::bigint AS id, value->>1 AS key,"
    " (value->>2)::int AS attempt FROM json_array_elements(CAST(:pairs AS json)) AS value) v"
    f" WHERE delivery.id = v.id AND delivery.attempts = v.attempt AND {_MINE}",
)
END = Prepared(
    "UPDATE delivery SET state = :state, reason = :reason, due_at = :due_at, leased_until = NULL,"
    f" {_FORGOTTEN_AT_END},"
    " attempts = attempts - :back, reads_lost = reads_lost + :lost,"
    " uncertain_before = (uncertain_before OR :doubtful), claimed_by = NULL"
    " WHERE id = :id AND state = 'sending' AND claimed_by = :me AND attempts = :attempt RETURNING broadcast_id"
)
TAKEN = Prepared("SELECT count(*) FROM delivery WHERE lane = :lane AND state = 'sending' AND klass >= 2")
BULK_WAITS = Prepared("SELECT 1 FROM delivery WHERE lane = :lane AND state = 'queued' AND klass >= 2 LIMIT 1")
IN_FLIGHT = Prepared(
    "SELECT 1 FROM delivery d JOIN chat c ON c.id = d.chat_id WHERE c.channel = :lane AND c.address = :address"
    " AND d.state = 'sending' LIMIT 1"
)
MOVE = Prepared(
    "UPDATE delivery SET moved_from = lane, chat_id = :chat_id, lane = :lane, attempts = 0, reads_lost = 0,"
    " by_template = false WHERE id = :id"
)
BY_TEMPLATE = Prepared("UPDATE delivery SET by_template = true WHERE id = :id")
ARRIVED = Prepared(
    "UPDATE delivery SET arrived_at = coalesce(arrived_at, :now) WHERE lane = :lane AND provider_id = :key"
)
SEEN = Prepared(
    "UPDATE delivery SET arrived_at = coalesce(arrived_at, :now), seen_at = coalesce(seen_at, :now)"
    " WHERE lane = :lane AND provider_id = :key"
)
# What waited for the person to write again.
RELEASE = Prepared(
    "UPDATE delivery SET due_at = :now, reason = NULL WHERE chat_id = :chat_id AND state = 'queued'"
    " AND reason = 'window_closed'"
)
COUNT = Prepared(
    "UPDATE broadcast SET sent = sent + :sent, failed = failed + :failed, uncertain = uncertain + :uncertain,"
    " cancelled = cancelled + :cancelled, expired = expired + :expired, rejected = rejected + :rejected"
    " WHERE id = :id"
)
FINISH = Prepared(
    "UPDATE broadcast SET state = 'done', ended_at = :now WHERE id = :id AND state = 'running' AND fan_done"
    " AND sent + failed + uncertain + cancelled + expired >= total"
)
POISONED = Prepared(
    "UPDATE broadcast SET state = 'paused', reason = 'rejected' WHERE id = :id AND state = 'running'"
    " AND sent + failed <= :sample AND rejected >= 3"
    " AND rejected > :share * CASE WHEN total < :sample THEN total ELSE :sample END"
)
DROP_CHAT = Prepared(
    f"UPDATE delivery SET state = 'cancelled', reason = :reason, {_FORGOTTEN}"
    " WHERE chat_id = :chat_id AND state = 'queued' RETURNING broadcast_id"
)
SWEEP = Prepared(
    "UPDATE delivery SET state = :state, reason = :reason WHERE id IN (SELECT id FROM delivery"
    " WHERE state = 'queued' AND broadcast_id = :id LIMIT :most) AND state = 'queued'"
)
DEAD = Prepared(
    "SELECT id, broadcast_id, attempts, message FROM delivery WHERE state = 'sending' AND leased_until < :now",
    "SELECT id, broadcast_id, attempts, message FROM delivery WHERE state = 'sending' AND leased_until < :now"
    " FOR UPDATE SKIP LOCKED",
)
REVIVE = Prepared(
    "UPDATE delivery SET state = :state, uncertain_before = true, claimed_by = NULL, leased_until = NULL,"
    f" {_FORGOTTEN_AT_END}"
    " WHERE id = :id AND state = 'sending' AND leased_until < :now"
)
ASIDE = "aside"  # the key of what is said beside a list and leaves it standing, such as "not understood"
_OFFERED = "SELECT coalesce(d.message, r.message) FROM delivery d JOIN chat c ON c.id = d.chat_id"
LAST_OFFER = Prepared(
    f"{_OFFERED} LEFT JOIN rendering r ON r.broadcast_id = d.broadcast_id AND r.channel = c.channel"
    f" WHERE d.chat_id = :chat_id AND d.state = 'sent' AND coalesce(d.key, '') <> '{ASIDE}'"
    " AND coalesce(d.message, r.message) LIKE '%\"choices\"%'"
    " ORDER BY d.sent_at DESC, d.id DESC LIMIT 1"
)
READDRESS = Prepared(
    "UPDATE delivery SET chat_id = :new, lane = CAST(:lane AS varchar), by_template = false,"
    " moved_from = CASE WHEN lane = CAST(:lane AS varchar) THEN moved_from ELSE lane END"
    " WHERE chat_id = :old AND state = 'queued' AND klass > 0"
)
FORGET_TEXTS = Prepared(
    "UPDATE delivery SET message = NULL WHERE chat_id = :chat_id AND broadcast_id IS NULL"
    " AND state NOT IN ('queued', 'sending')"
)
OLDEST = Prepared(
    "SELECT min(due_at) FROM delivery WHERE state = 'queued' AND klass <= 1 AND broadcast_id IS NULL AND due_at <= :now"
)
FORGET = Prepared(
    "DELETE FROM delivery WHERE id IN (SELECT id FROM delivery WHERE broadcast_id IS NULL AND klass = 0"
    " AND state NOT IN ('queued', 'sending') AND created_at < :before LIMIT :most)"
)
FORGET_ALERTS = Prepared(
    "UPDATE delivery SET message = NULL WHERE id IN (SELECT id FROM delivery WHERE broadcast_id IS NULL AND klass > 0"
    " AND message IS NOT NULL AND state NOT IN ('queued', 'sending') AND created_at < :before LIMIT :most)"
)
DROP_LOOSE = Prepared(
    "UPDATE delivery SET state = 'expired', reason = :reason, claimed_by = NULL, leased_until = NULL"
    " WHERE broadcast_id IS NULL AND state IN ('queued', 'sending')"
)
