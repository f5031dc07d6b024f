#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The history against the `sqlite3` shell on the same file, in one run: see README.md.

    bench_store.py [--sessions N] [--days N] [N_EVENTS ...]      default: 10000 1000000

Histories are made where they are missing and kept, in BENCH_FOLDER; beside them the programs are
looked for.
"""
import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

FOLDER = pathlib.Path(os.environ['BENCH_FOLDER'])
CLI = os.environ.get('FECHO_CLI')
N_RUNS = 5

# The same columns on both sides, with the same joins; times as text. Words of ours (stage, cause, who
# closed) are bare numbers on the other side, which makes it no slower.
COLUMNS = """id run session url attempt failed_attempt closed_at stage code reason was_clean received_code
  received_reason sent_code sent_reason first_close illegal_code closed_by cause cause_evidence origin
  origin_evidence life_ms dns_ms tcp_ms proxy_ms tls_ms http_ms http_status headers error_domain error_code
  error_message tls_version tls_errors cert_expires_at remote_address subprotocol extensions messages_in
  messages_out bytes_in bytes_out""".split()
# And what the file keeps besides: a table that is compared by its size has to have it too.
KEPT = COLUMNS + """started_at last_message_ms_before last_pong_ms_before last_rtt_ms network clock_jumped
  failures_in_a_row retry_in_ms dictionary marked""".split()
ROWS = """
SELECT e.id, r.uuid AS run, s.name AS session, s.url, e.attempt, e.failed_attempt,
  strftime('%Y-%m-%dT%H:%M:%S', e.closed_at / 1000000, 'unixepoch') ||
  printf('.%06dZ', e.closed_at % 1000000) AS closed_at, e.stage, e.code,
  coalesce(t.value, d.reason) AS reason, e.was_clean, d.received_code,
  coalesce(rr.value, d.received_reason) AS received_reason, d.sent_code,
  coalesce(sr.value, d.sent_reason) AS sent_reason, d.first_close, e.illegal_code, e.closed_by, e.cause,
  coalesce(ce.value, d.cause_evidence) AS cause_evidence, o.origin,
  coalesce(oe.value, o.evidence) AS origin_evidence, e.life_us / 1000 AS life_ms,
  d.dns_us / 1000 AS dns_ms, d.tcp_us / 1000 AS tcp_ms, d.proxy_us / 1000 AS proxy_ms,
  d.tls_us / 1000 AS tls_ms, d.http_us / 1000 AS http_ms, e.http_status, d.headers,
  coalesce(ed.value, d.error_domain) AS error_domain, d.error_code,
  coalesce(em.value, d.error_message) AS error_message, coalesce(tv.value, d.tls_version) AS tls_version,
  d.tls_errors, d.cert_expires_at, coalesce(ra.value, d.remote_address) AS remote_address,
  coalesce(sp.value, d.subprotocol) AS subprotocol, coalesce(ex.value, d.extensions) AS extensions,
  e.messages_in, e.messages_out, e.bytes_in, e.bytes_out
FROM close_event AS e
  JOIN session AS s ON s.id = e.session JOIN run AS r ON r.id = e.run
  LEFT JOIN text AS t ON t.id = e.reason
  LEFT JOIN event_detail AS d ON d.event = e.id
  LEFT JOIN event_origin AS o ON o.event = e.id
  LEFT JOIN text AS rr ON rr.id = d.received_reason LEFT JOIN text AS sr ON sr.id = d.sent_reason
  LEFT JOIN text AS ed ON ed.id = d.error_domain LEFT JOIN text AS em ON em.id = d.error_message
  LEFT JOIN text AS tv ON tv.id = d.tls_version LEFT JOIN text AS ra ON ra.id = d.remote_address
  LEFT JOIN text AS ce ON ce.id = d.cause_evidence LEFT JOIN text AS oe ON oe.id = o.evidence
  LEFT JOIN text AS sp ON sp.id = d.subprotocol LEFT JOIN text AS ex ON ex.id = d.extensions
"""
IN_ORDER = ROWS + 'ORDER BY e.closed_at, e.code, e.id'


def make(n_events, n_sessions, n_days):
    path = FOLDER / f'history-{n_events}-{n_sessions}-{n_days}.db'
    if not path.exists():
        part = path.with_suffix('.part')
        part.unlink(missing_ok=True)
        subprocess.run([FOLDER / 'generate-history', part, str(n_events), str(n_sessions), str(n_days)], check=True)
        part.rename(path)
    return path


def cpu_and_wall(command):
    """Of the child, its output thrown away."""
    before = os.times()
    start = time.monotonic()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    wall = time.monotonic() - start
    after = os.times()
    return wall, after.children_user - before.children_user + after.children_system - before.children_system


def tell(what, ours, reference, goal, unit='s'):
    ratio = ours / reference
    verdict = 'met' if ratio <= goal else 'MISSED'
    print(f'{what:<52} {ours:10.3f} {unit:<2} {reference:10.3f} {unit:<2} {ratio:6.2f}  goal {goal:.2f} {verdict}',
          flush=True)


def compare_exports(path):
    for label, ours, theirs, goal in (('CSV', 'csv', '-csv', 0.45), ('JSON Lines', 'jsonl', '-json', 0.40)):
        runs = [], []
        for _ in range(N_RUNS):
            runs[0].append(cpu_and_wall([CLI, '--db', path, 'export', f'--format={ours}', f'--columns={",".join(COLUMNS)}']))
            runs[1].append(cpu_and_wall(['sqlite3', theirs, '-readonly', path, IN_ORDER]))
        for index, kind in enumerate(('time', 'processor time')):
            tell(f'export as {label}, {kind} / sqlite3 {theirs}',
                 *(statistics.median(run[index] for run in side) for side in runs), goal)


def compare_size(path, n_events, label, columns):
    """All of ours, indexes and sums included, against one table without an index that has the cells of the
    CSV as texts."""
    naive = FOLDER / 'naive.db'
    texts = FOLDER / 'naive.csv'
    naive.unlink(missing_ok=True)
    with open(texts, 'wb') as output:
        subprocess.run([CLI, '--db', path, 'export', '--format=csv', f'--columns={",".join(columns)}'],
                       stdout=output, check=True)
    subprocess.run(['sqlite3', naive, f'.import --csv "{texts}" closes'], check=True)
    tell(f'bytes of a close / naive table, {label}', path.stat().st_size / n_events,
         naive.stat().st_size / n_events, 0.6, 'B')
    naive.unlink()
    texts.unlink()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--sessions', type=int, default=10000)
    parser.add_argument('--days', type=int, default=365)
    parser.add_argument('n_events', nargs='*', type=int, default=[10000, 1000000])
    options = parser.parse_args()
    for n_events in options.n_events:
        path = make(n_events, options.sessions, options.days)
        print(f'-- {n_events} events of {options.sessions} sessions in {options.days} days', flush=True)
        subprocess.run([FOLDER / 'bench-store', path], check=True)
        subprocess.run([FOLDER / 'bench-write', path], check=True)
        subprocess.run([FOLDER / 'bench-merge', path], check=True)
        if shutil.which('sqlite3') is not None and CLI:
            compare_size(path, n_events, 'all that is kept', KEPT)
            compare_size(path, n_events, 'as exported below', COLUMNS)
            compare_exports(path)


if __name__ == '__main__':
    sys.exit(main())
