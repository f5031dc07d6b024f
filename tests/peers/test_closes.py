# SPDX-License-Identifier: GPL-3.0-or-later
"""What the history holds after closes by python3-websockets, column by column."""
import pytest
from rows import CLOSES, COLUMNS, DROPPED, FAILED, check, check_close, differing
from servers import nobodys_port


@pytest.mark.parametrize('name', CLOSES)
def test_closed_by_peer(peer, history, name):
    check_close(peer, history, name, 'Python/')


def test_killed_peer(peer, history):
    monitor = history.watch('--once', peer.url + '/hold')
    peer.sees('opened')
    peer.process.kill()
    monitor.rest()
    monitor.end()

    row, = history.rows()
    assert row['cause'] in ('eof_without_close', 'reset_by_peer')
    check(row, peer.url + '/hold', DROPPED, 'Python/')


def test_refused(history):
    """Nobody listens there."""
    history.run('monitor', '--once', f'ws://127.0.0.1:{nobodys_port()}/hold')

    row, = history.rows()
    assert list(row) == COLUMNS
    assert not differing(row, **FAILED, stage='tcp', cause='refused', remote_address=None)


def test_closed_by_person(peer, history):
    history.run('monitor', '--once', '--close-after', '0.01', '--close-code', '3500', '--close-reason', 'até já',
                peer.url + '/hold')

    ended = peer.sees('ended')
    row, = history.rows()
    assert ended['received'] == [3500, 'até já']
    assert not differing(row, code=3500, reason='até já', was_clean=True, closed_by='user', first_close='us',
                         cause='user_closed')
