# SPDX-License-Identifier: GPL-3.0-or-later
"""Killed while closes come thick and fast, fecho-cli keeps its word: a line that it printed is in
the history, once, as it was printed; and the history holds nothing that the peer did not do."""
import json

import pytest

N_SESSIONS = 40
# Judged later than printed.
LATER = ('origin', 'origin_evidence')


def name_of(row):
    return row['run'], row['id']


def as_printed(row):
    return {column: value for column, value in row.items() if column not in LATER}


def kill_after(history, url, n_lines):
    """What was printed by a monitor that is killed once so many lines were read."""
    monitor = history.watch('--backoff', '0.01,0.02', *(f'{url}?session={i}' for i in range(N_SESSIONS)))
    lines = [monitor.next() for _ in range(n_lines)]
    monitor.process.kill()
    lines += monitor.rest()
    monitor.end()
    # The kill may cut the last line short; it was not said then.
    return [json.loads(line) for line in lines if line.endswith('\n')]


@pytest.mark.parametrize('n_lines', [1, 60, 400, 1500])
def test_nothing_printed_is_lost(peer, history, n_lines):
    printed = kill_after(history, peer.url + '/count/4000', n_lines)

    rows = history.rows()
    stored = {name_of(row): row for row in rows}
    assert len(printed) >= n_lines
    assert len(stored) == len(rows)
    for row in printed:
        assert as_printed(stored[name_of(row)]) == as_printed(row)


def see_all_ended(peer):
    """What it told of the end of each connection, once as many ended as opened."""
    ended, n_open, is_last = [], 0, False
    while n_open > 0 or not is_last:
        seen = json.loads(peer.next())
        n_open += 1 if seen['seen'] == 'opened' else -1
        is_last = is_last or seen['path'] == '/close/1000'
        if seen['seen'] == 'ended':
            ended.append(seen)
    return ended


def test_only_what_the_peer_did(peer, history):
    kill_after(history, peer.url + '/count/4000', 300)
    last = history.watch('--once', peer.url + '/close/1000')
    last.rest()
    last.end()
    sent = {tuple(seen['sent']) for seen in see_all_ended(peer) if seen['sent']}

    closed = [(row['code'], row['reason']) for row in history.rows() if row['code'] == 4000]
    assert len(closed) >= 300
    assert len(set(closed)) == len(closed)
    assert set(closed) <= sent


def test_killed_again_and_again(peer, history):
    """Four runs into one history. What was open at a kill has a row too, told apart by its cause."""
    printed = [row for _ in range(4) for row in kill_after(history, peer.url + '/count/4000', 80)]
    history.run('monitor', '--once', peer.url + '/close/1000')

    rows = history.rows()
    stored = {name_of(row): row for row in rows}
    assert len({row['run'] for row in printed}) == 4
    assert len(stored) == len(rows)
    assert all(as_printed(stored[name_of(row)]) == as_printed(row) for row in printed)
    for row in rows:
        if row['cause'] == 'monitor_interrupted':
            assert (row['code'], row['was_clean'], row['closed_by']) == (1006, False, 'nobody')
