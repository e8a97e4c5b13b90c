-- One RSVP over HTTP as PostgreSQL sees it: Hopdrink's statements, with the rows of sqlite_rows.c.
-- Variables: now, meetups (how many there are in numbered_meetups), turn (one digit followed by twelve zeros).
-- An id is the turn and a random number, so ids grow as Hopdrink's do.
\set turn :turn + 1
\set random random(1000000000000, 9999999999999)
\set number random(1, :meetups)

BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;

SELECT m.*, v.name AS venue_name, v.address AS venue_address, v.latitude AS venue_latitude,
    v.longitude AS venue_longitude, v.room AS venue_room, v.access_notes AS venue_access_notes
FROM meetups m JOIN venues v ON v.id = m.venue_id
WHERE m.id = (SELECT id FROM numbered_meetups WHERE number = :number) FOR UPDATE OF m
\gset meetup_

SELECT * FROM cities WHERE slug = :meetup_city_slug;

SELECT * FROM rsvps WHERE meetup_id = :meetup_id AND state = 'waiting' ORDER BY arrival;

INSERT INTO guests (id, address, folded_address)
VALUES (:turn::text || :random::text, 'camille.dupont.r' || :random::text || '@example.org',
    'camille.dupont.r' || :random::text || '@example.org')
ON CONFLICT (folded_address) DO UPDATE SET folded_address = excluded.folded_address
RETURNING id, address
\gset guest_

SELECT * FROM rsvps WHERE meetup_id = :meetup_id AND guest_id = :guest_id;

SELECT CAST(coalesce(sum(1 + companions), 0) AS BIGINT) AS taken FROM rsvps
WHERE meetup_id = :meetup_id AND id <> '' AND state = 'going';

SELECT coalesce(max(arrival), 0) + 1 AS next FROM rsvps WHERE meetup_id = :meetup_id
\gset arrival_

INSERT INTO rsvps (id, meetup_id, guest_id, name, language, companions, state, going_since,
    arrival, created_at, asked_at, changed_at)
VALUES (:turn::text || :random::text, :meetup_id, :guest_id, 'Camille Dupont', 'fr', 0, 'pending', NULL,
    :arrival_next, :now, :now, :now)
ON CONFLICT (id) DO UPDATE SET name = excluded.name, language = excluded.language,
    companions = excluded.companions, state = excluded.state,
    going_since = excluded.going_since, arrival = excluded.arrival,
    asked_at = excluded.asked_at, revision_number = rsvps.revision_number + 1,
    changed_at = CASE WHEN rsvps.changed_at < :now THEN :now ELSE rsvps.changed_at + 1 END;

SELECT count(*) AS letters FROM letters
WHERE owner_kind = 'rsvp' AND owner_id = :turn::text || :random::text AND kind = 'confirm' AND position > coalesce(
    (SELECT max(position) FROM letters
        WHERE owner_kind = 'rsvp' AND owner_id = :turn::text || :random::text AND kind IN ('going', 'waiting')), 0);

INSERT INTO letters (id, kind, idempotency_key, owner_kind, owner_id, conversation_key, position, due_at, deadline, state,
    next_at, attempts, is_uncertain, created_at)
VALUES (:turn::text || :random::text, 'confirm', 'confirm:' || :turn::text || :random::text || ':' || :now::text,
    'rsvp', :turn::text || :random::text, :turn::text || :random::text,
    (SELECT coalesce(max(position), 0) + 1 FROM letters WHERE conversation_key = :turn::text || :random::text),
    :now, :meetup_starts_at, 'ready', :now, 0, 0, :now)
ON CONFLICT (idempotency_key) DO NOTHING;

COMMIT;
