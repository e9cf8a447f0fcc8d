"""The statements of reminders: who owes what, asked in sets of rows. Days are ISO text, moments microseconds."""

from storage.prepared import Prepared

DIGEST = "digest:"  # how the dedup key of every digest begins

# ---- parts of conditions over `p`, a person
APPOINTED = (
    " p.status = 'active' AND EXISTS (SELECT 1 FROM appointment a WHERE a.person_id = p.id AND a.role IN ('ttv', 'bcv')"
    " AND (a.valid_from IS NULL OR a.valid_from <= :until) AND (a.valid_to IS NULL OR a.valid_to >= :until))"
)
REPORTED = (
    " EXISTS (SELECT 1 FROM session_report s WHERE s.person_id = p.id AND s.session_date BETWEEN :since AND :until"
    " AND s.is_counted)"
)
SAID_NONE = (
    " EXISTS (SELECT 1 FROM submission z WHERE z.person_id = p.id AND z.form = 'zero_report'"
    " AND z.state = 'submitted' AND z.answers LIKE :period)"
)
UNREPORTED = f" NOT {REPORTED} AND NOT {SAID_NONE}"
_UNREAD_FROM = (
    " FROM broadcast b JOIN version v ON v.id = b.version_id JOIN document o ON o.id = v.document_id"
    " JOIN delivery d ON d.broadcast_id = b.id"
)
_UNREAD_WHERE = (
    " b.kind = 'issue' AND b.started_at >= :oldest AND v.state = 'approved'"
    " AND (o.valid_to IS NULL OR o.valid_to >= :day) AND d.state = 'sent' AND d.sent_at <= :ripe"
    " AND NOT EXISTS (SELECT 1 FROM receipt r WHERE r.version_id = v.id AND r.person_id = d.person_id)"
)
_TREE = (
    "WITH RECURSIVE tree (id) AS (SELECT id FROM unit WHERE id IN ({units})"
    " UNION SELECT u.id FROM unit u JOIN tree t ON u.parent_id = t.id)"
)


def both(statement: str) -> Prepared:
    """Return *statement* with `{tree}`, a list of units and `{day}` as each database writes them."""
    ways = (
        ("SELECT value FROM json_each(:units)", ":day"),
        ("SELECT unnest(CAST(:units AS bigint[]))", "CAST(:day AS date)"),
    )
    return Prepared(*(statement.replace("{tree}", _TREE).replace("{units}", u).replace("{day}", d) for u, d in ways))


# ---- the walk over people, one chunk at a time
_LAST = (
    "(SELECT max(d.sent_at) FROM delivery d WHERE d.chat_id = c.id AND d.sent_at >= :recent"
    f" AND d.dedup_key LIKE '{DIGEST}%')"
)
_WHO = f"SELECT p.id, c.id, c.channel, {_LAST} FROM person p JOIN chat c ON c.id = p.chat_id AND c.state = 'active'"
ADDRESSEES = Prepared(
    f"{_WHO} WHERE p.id > :low AND p.status = 'active'"
    " AND NOT EXISTS (SELECT 1 FROM nudge n WHERE n.person_id = p.id AND n.day > :day) ORDER BY p.id LIMIT :most"
)
NUDGED = Prepared(
    f"{_WHO} JOIN nudge n ON n.person_id = p.id WHERE n.day <= :day AND p.status = 'active' ORDER BY p.id LIMIT :most"
)
WALKED = Prepared("SELECT value FROM meta WHERE key = 'digest'")
WALK = Prepared(
    "INSERT INTO meta (key, value) VALUES ('digest', :value) ON CONFLICT (key) DO UPDATE SET value = :value"
)

# ---- what people owe
OWE_REPORT = Prepared(f"SELECT p.id FROM person p WHERE p.id > :low AND p.id <= :high AND{APPOINTED} AND{UNREPORTED}")
OWE_RECEIPT = Prepared(
    f"SELECT d.person_id, o.id, o.title, max(d.sent_at){_UNREAD_FROM} WHERE{_UNREAD_WHERE}"
    " AND d.person_id > :low AND d.person_id <= :high GROUP BY d.person_id, o.id, o.title ORDER BY 1, 4 DESC, 2 DESC"
)

# ---- what the office sees of its units
STANDING = Prepared(
    f"SELECT p.unit_id, count(*), sum(CASE WHEN {UNREPORTED} THEN 1 ELSE 0 END), sum(CASE WHEN {REPORTED} THEN 1 ELSE 0"
    f" END) FROM person p WHERE {APPOINTED} GROUP BY p.unit_id"
)
STANDING_OF = both(
    f"{{tree}} SELECT p.unit_id, count(*), sum(CASE WHEN {UNREPORTED} THEN 1 ELSE 0 END), sum(CASE WHEN {REPORTED} THEN"
    f" 1 ELSE 0 END) FROM person p WHERE p.unit_id IN (SELECT id FROM tree) AND {APPOINTED} GROUP BY p.unit_id"
)
COORDINATORS = Prepared(
    "SELECT r.person_id, u.id, u.name FROM office_role r JOIN unit u ON u.id = r.unit_id WHERE r.role = 'coordinator'"
    " AND r.person_id > :low AND r.person_id <= :high ORDER BY u.sort_key, u.id"
)
PARENTS = Prepared("SELECT id, parent_id FROM unit")
LATE = both(
    "{tree} SELECT p.full_name, u.name FROM person p JOIN unit u ON u.id = p.unit_id"
    f" WHERE p.unit_id IN (SELECT id FROM tree) AND {APPOINTED} AND {UNREPORTED}"
    " ORDER BY u.sort_key, u.id, p.sort_key, p.id LIMIT :most"
)
_OF_TREE = " AND p.status = 'active' AND p.unit_id IN (SELECT id FROM tree)"
UNREAD_OF = both(
    f"{{tree}} SELECT o.title, count(DISTINCT p.id){_UNREAD_FROM} JOIN person p ON p.id = d.person_id"
    f" WHERE{_UNREAD_WHERE}{_OF_TREE} GROUP BY o.id, o.title ORDER BY 2 DESC, 1"
)
NUDGE_ALL = both(  # INSERT stands first: sqlite3 counts no rows of a statement that begins with WITH
    "INSERT INTO nudge (person_id, day) {tree} SELECT p.id, {day} FROM person p JOIN chat c ON c.id = p.chat_id"
    f" WHERE c.state = 'active'{_OF_TREE} AND (({APPOINTED} AND {UNREPORTED}) OR p.id IN (SELECT d.person_id"
    f"{_UNREAD_FROM} WHERE{_UNREAD_WHERE}))"
    f" AND NOT EXISTS (SELECT 1 FROM delivery g WHERE g.dedup_key = '{DIGEST}' || p.id || ':' || :written)"
    " ON CONFLICT (person_id) DO NOTHING"
)
NUDGE = Prepared(
    "INSERT INTO nudge (person_id, day) VALUES (:person, :day) ON CONFLICT (person_id) DO UPDATE SET day = :day"
)
NUDGED_NOW = Prepared("DELETE FROM nudge WHERE day <= :day AND person_id <= :high")
_WAITS = (
    "state = 'queued' AND klass = 3"
    f" AND chat_id IN (SELECT id FROM chat WHERE person_id = :person) AND dedup_key LIKE '{DIGEST}%'"
)
CALL_OFF = Prepared(f"UPDATE delivery SET state = 'cancelled', reason = 'done' WHERE {_WAITS}")
WAITING = Prepared(f"SELECT id, message FROM delivery WHERE {_WAITS} ORDER BY id DESC LIMIT 1")
RESTATE = Prepared("UPDATE delivery SET message = :message WHERE id = :id AND state = 'queued'")
CALL_OFF_OLDER = Prepared(f"UPDATE delivery SET state = 'cancelled', reason = 'done' WHERE {_WAITS} AND id < :id")
