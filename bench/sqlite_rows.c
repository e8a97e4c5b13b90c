/* Writes the rows of RSVPs directly into Hopdrink's database: for each a guest, an RSVP and an email.
   sqlite_rows DATABASE RSVPS PER_TRANSACTION prints how many RSVPs it wrote each second, every one of them durable. */

#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { id_size = 26, reservation = 7200, max_meetups = 100000 };

struct meetup {
    char id[id_size + 1];
    int64_t starts_at;
    int64_t arrivals;
};

static sqlite3 *database;
static struct meetup meetups[max_meetups];
static int meetup_count;

static void check(int code, int expected)
{
    if (code == expected) return;
    fprintf(stderr, "sqlite_rows: %s\n", sqlite3_errmsg(database));
    exit(1);
}

static void run(const char *statement)
{
    check(sqlite3_exec(database, statement, NULL, NULL, NULL), SQLITE_OK);
}

static sqlite3_stmt *prepare(const char *text)
{
    sqlite3_stmt *statement;
    check(sqlite3_prepare_v2(database, text, -1, &statement, NULL), SQLITE_OK);
    return statement;
}

static void read_meetups(void)
{
    sqlite3_stmt *statement = prepare("SELECT id, starts_at FROM meetups WHERE starts_at > unixepoch()");
    while (meetup_count < max_meetups && sqlite3_step(statement) == SQLITE_ROW) {
        struct meetup *meetup = &meetups[meetup_count++];
        snprintf(meetup->id, sizeof meetup->id, "%s", (const char *)sqlite3_column_text(statement, 0));
        meetup->starts_at = sqlite3_column_int64(statement, 1);
    }
    sqlite3_finalize(statement);
}

/* 48 bits of milliseconds and 80 random bits in base 32, as Identifier.swift makes them. */
static void make_id(char *text)
{
    static const char letters[] = "0123456789abcdefghjkmnpqrstvwxyz";
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    uint64_t milliseconds = (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
    uint64_t halves[2] = {milliseconds << 16 | (uint64_t)(random() & 0xFFFF), (uint64_t)random() << 33 ^ random()};
    for (int digit = 0; digit < id_size; digit++)
        text[digit] = letters[halves[digit / 13] >> (12 - digit % 13) * 5 & 31];
    text[id_size] = 0;
}

static void bind_text(sqlite3_stmt *statement, int place, const char *text)
{
    check(sqlite3_bind_text(statement, place, text, -1, SQLITE_TRANSIENT), SQLITE_OK);
}

static void finish(sqlite3_stmt *statement)
{
    check(sqlite3_step(statement), SQLITE_DONE);
    sqlite3_reset(statement);
}

static void write_rsvp(sqlite3_stmt *statements[4], int number, struct meetup *meetup)
{
    char guest[id_size + 1], rsvp[id_size + 1], ask[id_size + 1], letter[id_size + 1], address[80], key[80];
    int64_t now = time(NULL);
    make_id(guest);
    make_id(rsvp);
    make_id(ask);
    make_id(letter);
    snprintf(address, sizeof address, "camille.dupont.r%d@example.org", number);
    snprintf(key, sizeof key, "confirm:%s:%lld", rsvp, (long long)now);
    bind_text(statements[0], 1, guest);
    bind_text(statements[0], 2, address);
    finish(statements[0]);
    bind_text(statements[1], 1, rsvp);
    bind_text(statements[1], 2, meetup->id);
    bind_text(statements[1], 3, guest);
    sqlite3_bind_int64(statements[1], 4, ++meetup->arrivals);
    sqlite3_bind_int64(statements[1], 5, now);
    finish(statements[1]);
    bind_text(statements[3], 1, ask);
    bind_text(statements[3], 2, meetup->id);
    bind_text(statements[3], 3, rsvp);
    sqlite3_bind_int64(statements[3], 4, now + reservation);
    sqlite3_bind_int64(statements[3], 5, meetup->arrivals);
    sqlite3_bind_int64(statements[3], 6, now);
    finish(statements[3]);
    bind_text(statements[2], 1, letter);
    bind_text(statements[2], 2, key);
    bind_text(statements[2], 3, rsvp);
    sqlite3_bind_int64(statements[2], 4, meetup->starts_at);
    sqlite3_bind_int64(statements[2], 5, now);
    bind_text(statements[2], 6, ask);
    finish(statements[2]);
}

static void write_rsvps(int count, int per_transaction)
{
    sqlite3_stmt *statements[4] = {
        prepare("INSERT INTO guests (id, address, folded_address) VALUES (?1, ?2, ?2)"),
        prepare("INSERT INTO rsvps (id, meetup_id, guest_id, name, language, companions, state, arrival,"
                " created_at, asked_at) VALUES (?1, ?2, ?3, 'Camille Dupont', 'fr', 0, 'pending', ?4, ?5, ?5)"),
        prepare("INSERT INTO letters (id, kind, idempotency_key, owner_kind, owner_id, conversation_key, position, due_at,"
                " deadline, state, next_at, attempts, is_uncertain, created_at, ask_id, starts_at)"
                " VALUES (?1, 'confirm', ?2, 'rsvp', ?3, ?3, 1, ?5, ?4, 'ready', ?5, 0, 0, ?5, ?6, ?4)"),
        prepare("INSERT INTO asks (id, meetup_id, rsvp_id, name, language, companions, answer, remark, question,"
                " accepts_fewer, people, place, reserved_until, client, arrival, asked_at)"
                " VALUES (?1, ?2, ?3, 'Camille Dupont', 'fr', 0, '', '', '', 0, 1, 'seat', ?4, '127.0.0.1', ?5, ?6)"),
    };
    for (int number = 0; number < count; number++) {
        if (number % per_transaction == 0) run("BEGIN IMMEDIATE");
        write_rsvp(statements, number, &meetups[number % meetup_count]);
        if ((number + 1) % per_transaction == 0 || number + 1 == count) run("COMMIT");
    }
    for (int index = 0; index < 4; index++) sqlite3_finalize(statements[index]);
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

int main(int count, char **arguments)
{
    if (count != 4) return 2;
    int rsvps = atoi(arguments[2]);
    check(sqlite3_open(arguments[1], &database), SQLITE_OK);
    run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON");
    srandom((unsigned)time(NULL));
    read_meetups();
    if (meetup_count == 0) return 3;
    double begun = seconds();
    write_rsvps(rsvps, atoi(arguments[3]));
    printf("%f\n", rsvps / (seconds() - begun));
    sqlite3_close(database);
    return 0;
}
