# SPDX-License-Identifier: GPL-3.0-or-later
"""Fecho ends: every connection is closed with 1001 and recorded within two seconds, whether its peer
answers or not."""
import signal
import time

from rows import differing

N_SESSIONS = 200
PROMISED_S = 2
# What a busy computer may add: one after the other, those that do not answer would take minutes.
BUSY_S = 30
BY_US = {'closed_by': 'fecho', 'cause': 'app_quit'}


def open_all(peer, history):
    monitor = history.watch(*(f'{peer.url}/hold?{i}' for i in range(N_SESSIONS)))
    for _ in range(N_SESSIONS):
        peer.sees('opened')
    return monitor


def quit_all(monitor):
    """How long it took."""
    began = time.monotonic()
    monitor.process.terminate()
    lines = monitor.rest()
    monitor.end()
    assert len(lines) == N_SESSIONS
    return time.monotonic() - began


def check(rows, **expected):
    """One for each; the last ones may have been told to end before they knew that they were open."""
    assert len({row['url'] for row in rows}) == len(rows) == N_SESSIONS
    assert not [differing(row, **BY_US) for row in rows if differing(row, **BY_US)]
    opened = [row for row in rows if not row['failed_attempt']]
    assert len(opened) > N_SESSIONS / 2
    assert not [differing(row, **expected) for row in opened if differing(row, **expected)]


def test_answered(peer, history):
    took_s = quit_all(open_all(peer, history))

    rows = history.rows()
    answered = [row for row in rows if row['was_clean']]
    check(rows)
    assert not [differing(row, code=1001) for row in answered if differing(row, code=1001)]
    # Answers that a busy computer brings too late are not waited for.
    assert took_s > 1 or len(answered) > N_SESSIONS / 2 and all(row['was_clean'] or row['failed_attempt'] for row in rows)
    assert took_s <= PROMISED_S + BUSY_S


def test_frozen_peer(peer, history):
    """Nobody answers: recorded by what was sent."""
    monitor = open_all(peer, history)
    peer.process.send_signal(signal.SIGSTOP)
    took_s = quit_all(monitor)
    peer.process.send_signal(signal.SIGCONT)

    check(history.rows(), code=1006, was_clean=False, sent_code=1001)
    assert took_s <= PROMISED_S + BUSY_S
