#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The figures of the statistics, beside SQL that knows nothing of ours, on a history made by chance. TAP."""
import datetime
import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time

CLI = os.environ['FECHO_CLI']
# Clocks that change in March and October, one of them by night and one for half an hour.
ZONES = ('Europe/Lisbon', 'Australia/Lord_Howe', 'America/Sao_Paulo', 'UTC')
START = datetime.datetime(2026, 3, 20, tzinfo=datetime.timezone.utc)
DAYS = 230
CHANGES = (datetime.datetime(2026, 3, 29, 1, tzinfo=datetime.timezone.utc),
           datetime.datetime(2026, 4, 4, 15, tzinfo=datetime.timezone.utc),
           datetime.datetime(2026, 10, 25, 1, tzinfo=datetime.timezone.utc))
N_EVENTS = 3000
N_FILTERS = 40
CODES = (1000, 1001, 1005, 1006, 1011, 1012, 3000, 4000, 4401)
CLOSERS = ('server', 'fecho', 'user', 'nobody')
USER = 2
APP_QUIT, INTERRUPTED = 3, 4
COUNTED = f'(failed_attempt = 0 AND closed_by <> {USER} AND cause NOT IN ({APP_QUIT}, {INTERRUPTED}))'
# At an edge of a range, connected time is told in parts of five minutes.
SLACK_US = 2 * 300_000_000

results = []


def check(name, good, *details):
    results.append(good)
    print(f'{"ok" if good else "not ok"} {len(results)} - {name}')
    for detail in [] if good else details:
        print('#', repr(detail))


def run(*arguments):
    return subprocess.run([CLI, *arguments], check=True, stdout=subprocess.PIPE).stdout.decode()


def stamp(moment):
    return moment.isoformat(timespec='microseconds').replace('+00:00', 'Z')


def make_event(chance):
    """Half of them near a change of the clocks, some on the very second."""
    if chance.random() < 0.5:
        at = chance.choice(CHANGES) + datetime.timedelta(seconds=chance.choice((0, 1, -1, chance.randint(-90000, 90000))))
    else:
        at = START + datetime.timedelta(microseconds=chance.randrange(DAYS * 86_400_000_000))
    number = chance.randrange(5)
    event = {'url': f'wss://host{number}.example/', 'session': f'Session {number}', 'closed_at': stamp(at),
             'code': chance.choice(CODES), 'closed_by': chance.choice(CLOSERS)}
    if chance.random() < 0.2:
        return event | {'failed_attempt': True, 'stage': 'tcp', 'was_clean': False, 'cause': 'refused', 'code': 1006}
    # Without a Close frame nothing is clean.
    clean = event['code'] != 1006 and chance.random() < 0.5
    return event | {'life_ms': int(10 ** chance.uniform(0, 7)), 'stage': 'closing', 'was_clean': clean,
                    'cause': chance.choice(('unknown', 'app_quit', 'server_policy', 'unknown'))}


def make_filter(chance):
    """Odd ranges, empty ones, one day of a change, and some sessions or codes."""
    options, where, since, until = [], [], None, None
    kind = chance.randrange(5)
    if kind < 2:
        ends = sorted(START + datetime.timedelta(microseconds=chance.randrange(DAYS * 86_400_000_000)) for _ in range(2))
    elif kind == 2:
        change = chance.choice(CHANGES)
        ends = [change - datetime.timedelta(hours=12), change + datetime.timedelta(hours=chance.choice((0, 1, 12)))]
    elif kind == 3:
        ends = [START - datetime.timedelta(days=9), START - datetime.timedelta(days=2)]
    else:
        ends = [None, None]
    if ends[0] is not None:
        since, until = [int(end.timestamp()) * 1_000_000 + end.microsecond for end in ends]
        options += ['--since', stamp(ends[0]), '--until', stamp(ends[1])]
        where += [f'closed_at >= {since}', f'closed_at < {until}']
    session = chance.choice((None, None, 'Session 1', 'Session 4'))
    if session:
        options += ['--session', session]
        where.append(f"session IN (SELECT id FROM session WHERE name = '{session}')")
    if chance.random() < 0.3:
        options += ['--code', '1006,4000-4999']
        where.append('(code = 1006 OR code BETWEEN 4000 AND 4999)')
    return options, ' AND '.join(where) or '1', since, until, session


def count(database, key, where):
    rows = database.execute(f'SELECT {key}, SUM(failed_attempt = 0), SUM(failed_attempt), '
                            f'SUM({COUNTED}), SUM({COUNTED} AND was_clean) FROM close_event WHERE {where} GROUP BY 1')
    return {row[0]: row[1:] for row in rows}


def is_median(value, lives):
    if not lives:
        return value is None
    middle = lives[(len(lives) - 1) // 2], lives[len(lives) // 2]
    return middle[0] * 0.95 / 1000 - 1 <= value <= middle[1] * 1.05 / 1000 + 1


def sum_open_us(database, since, until, session):
    """Connected time of the range: whatever else is asked for, of these sessions."""
    chosen = f"AND session IN (SELECT id FROM session WHERE name = '{session}')" if session else ''
    return database.execute(f'''SELECT SUM(MAX(MIN(closed_at, ?2) - MAX(closed_at - life_us, ?1), 0))
                                FROM close_event WHERE failed_attempt = 0 {chosen}''',
                            (since if since is not None else 0, until if until is not None else 1 << 62)).fetchone()[0] or 0


def look_at(database, path, options, where, since, until, session):
    """What is wrong, by code, by day and by hour."""
    told = json.loads(run('--db', path, 'stats', '--by', 'code', '--output', 'json', *options))
    expected = count(database, 'code', where)
    all_counted = sum(row[2] for row in expected.values())
    if {row['code']: (row['count'], row['failed_attempts']) for row in told} != {k: v[:2] for k, v in expected.items()}:
        return 'counts by code', told, expected
    for row in told:
        counted, clean = expected[row['code']][2:]
        lives = [life for life, in database.execute(
            f'SELECT life_us FROM close_event WHERE {where} AND {COUNTED} AND code = {row["code"]} ORDER BY life_us')]
        if row['clean'] != clean or not is_median(row['median_life_ms'], lives):
            return 'clean or median', row, clean, lives[len(lives) // 2:][:1]
        if all_counted and abs(row['share'] - counted / all_counted) > 1e-9:
            return 'share', row, counted, all_counted
        if row['rate_per_connected_hour'] and counted:
            open_us = counted / row['rate_per_connected_hour'] * 3_600_000_000
            right = sum_open_us(database, since, until, session)
            if abs(open_us - right) > 5 * SLACK_US + right * 1e-6:
                return 'rate', open_us, right
    for by in ('day', 'session', 'closed-by'):
        key = {'day': "strftime('%Y-%m-%d', closed_at / 1000000, 'unixepoch', 'localtime')", 'closed-by': 'closed_by',
               'session': '(SELECT s.name FROM session s WHERE s.id = close_event.session)'}[by]
        expected = {name: row[:2] for name, row in count(database, key, where).items()}
        if by == 'closed-by':
            expected = {CLOSERS[number]: row for number, row in expected.items()}
        told = json.loads(run('--db', path, 'stats', '--by', by, '--output', 'json', *options))
        if {row[by.replace('-', '_')]: (row['count'], row['failed_attempts']) for row in told} != expected:
            return by, told[:3], list(expected.items())[:3]
    return None


def main(seed):
    chance = random.Random(seed)
    print(f'# seed {seed}')
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(XDG_DATA_HOME=folder, HOME=folder)
        path, lines = os.path.join(folder, 'history.db'), os.path.join(folder, 'events.jsonl')
        with open(lines, 'w', encoding='utf-8') as file:
            file.writelines(json.dumps(make_event(chance)) + '\n' for _ in range(N_EVENTS))
        run('--db', path, 'import', lines)
        for zone in ZONES:
            os.environ['TZ'] = zone
            time.tzset()
            database = sqlite3.connect(f'file:{path}?mode=ro', uri=True)
            wrong = None
            for _ in range(N_FILTERS // len(ZONES)):
                asked = make_filter(chance)
                wrong = look_at(database, path, *asked)
                if wrong:
                    wrong = (asked[0], wrong)
                    break
            check(f'{N_FILTERS // len(ZONES)} filters in {zone}', wrong is None, wrong)
            database.close()
    print(f'1..{len(results)}')
    return 0 if all(results) else 1


if __name__ == '__main__':
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else random.randrange(1 << 32)))
