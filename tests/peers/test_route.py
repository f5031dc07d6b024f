# SPDX-License-Identifier: GPL-3.0-or-later
"""A route that dies, in network namespaces of the test's own, and a peer that freezes."""
import ctypes
import datetime
import os
import signal
import subprocess
from pathlib import Path

import driver
import pytest
from rows import BY_PEER, DROPPED, differing

driver.need('/usr/sbin/ip', 'iproute2')

CLONE_NEWNET = 0x40000000
INTERVAL_S = 1
LIMIT_S = 2
# What is promised, and what a busy computer may add. Unpromised it would be half a minute at best.
NOTICED_S = INTERVAL_S + LIMIT_S + 1
BUSY_S = 15
PINGS = ('--ping', INTERVAL_S, '--pong-timeout', LIMIT_S)


def ip(*arguments):
    return subprocess.run(['/usr/sbin/ip', *arguments], capture_output=True, text=True, check=False,
                          timeout=driver.PATIENCE_S)


@pytest.fixture(scope='module', autouse=True)
def alone():
    """A cable that comes and goes is a change of the network for every program that shares it: what this
    process starts has a network to itself. Without the right to one there is no cable either."""
    if ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWNET) == 0:
        ip('link', 'set', 'lo', 'up')


def closed_after_s(row, moment):
    closed_at = datetime.datetime.strptime(row['closed_at'], '%Y-%m-%dT%H:%M:%S.%fZ')
    return (closed_at.replace(tzinfo=datetime.timezone.utc) - moment).total_seconds()


class Away:
    """A peer in a network of its own, two ends of a cable away."""

    def __init__(self):
        number = os.getpid() % 250
        self.name = f'fecho-{os.getpid()}'
        self.cable = f'fch{os.getpid() % 100000}'
        self.here, self.there = f'198.18.{number}.1', f'198.18.{number}.2'
        self.peer = None
        try:
            self._connect()
        except BaseException:
            self.end()
            raise

    def _connect(self):
        inside = ('-n', self.name)
        for command in [
                ('netns', 'add', self.name),
                ('link', 'add', self.cable, 'type', 'veth', 'peer', 'name', 'far', 'netns', self.name),
                ('addr', 'add', f'{self.here}/30', 'dev', self.cable),
                ('link', 'set', self.cable, 'up'),
                (*inside, 'addr', 'add', f'{self.there}/30', 'dev', 'far'),
                (*inside, 'link', 'set', 'far', 'up')]:
            done = ip(*command)
            if done.returncode != 0:
                pytest.skip(f"no network namespace: ip {' '.join(command)}: {done.stderr.strip()}")
            if command[0] == 'link':
                self._have_no_ipv6()
        self.peer = driver.Peer('peer.py', self.there, self.inside())

    def _have_no_ipv6(self):
        """Its address and its route come by themselves, up to a second after the cable is in: that
        would be a change of the network."""
        setting = Path('/proc/sys/net/ipv6/conf') / self.cable / 'disable_ipv6'
        if setting.exists():
            setting.write_text('1')

    def lose_way_back(self):
        """What the peer sends from now on goes nowhere, and nobody says so."""
        done = ip('-n', self.name, 'route', 'add', 'blackhole', f'{self.here}/32')
        assert done.returncode == 0, done.stderr

    def inside(self):
        return '/usr/sbin/ip', 'netns', 'exec', self.name

    def plug(self, way):
        """The far end of the cable, up or down."""
        done = ip('-n', self.name, 'link', 'set', 'far', way)
        assert done.returncode == 0, done.stderr

    def end(self):
        if self.peer is not None:
            self.peer.end()
        ip('link', 'del', self.cable)
        ip('netns', 'del', self.name)


@pytest.fixture
def away():
    one = Away()
    yield one
    one.end()


def test_route_is_there(away, history):
    history.run('monitor', '--once', away.peer.url + '/close/4000/far')

    row, = history.rows()
    assert not differing(row, **BY_PEER, code=4000, reason='far')


def test_dead_route(away, history):
    """What is sent is not acknowledged: the network, not the peer."""
    monitor = history.watch('--once', *PINGS, away.peer.url + '/hold')
    away.peer.sees('opened')
    moment = datetime.datetime.now(datetime.timezone.utc)
    away.lose_way_back()
    monitor.rest()
    monitor.end()

    row, = history.rows()
    assert not differing(row, **dict(DROPPED, cause='unreachable', error_domain='g-io-error-quark'))
    assert closed_after_s(row, moment) <= NOTICED_S + BUSY_S


def test_frozen_peer(peer, history):
    """Its computer acknowledges, the program does not answer."""
    monitor = history.watch('--once', *PINGS, peer.url + '/hold')
    peer.sees('opened')
    moment = datetime.datetime.now(datetime.timezone.utc)
    peer.process.send_signal(signal.SIGSTOP)
    monitor.rest()
    monitor.end()
    peer.process.send_signal(signal.SIGCONT)

    row, = history.rows()
    assert not differing(row, **dict(DROPPED, cause='pong_timeout', closed_by='fecho', error_domain=None))
    assert closed_after_s(row, moment) <= NOTICED_S + BUSY_S


def test_dead_route_and_back(away, history):
    """The next attempt finds nobody, until the way is there again."""
    monitor = history.watch(*PINGS, '--connect-timeout', 3, '--backoff', '0.1,0.2', away.peer.url + '/close/1001/back')
    monitor.next()
    away.lose_way_back()
    for line in iter(monitor.next, None):
        if '"connect_timeout"' in line:
            break
    done = ip('-n', away.name, 'route', 'del', 'blackhole', f'{away.here}/32')
    assert done.returncode == 0, done.stderr
    for line in iter(monitor.next, None):
        if '"back"' in line:
            break
    monitor.process.terminate()
    monitor.rest()
    monitor.end()

    causes = [(row['failed_attempt'], row['cause'], row['stage']) for row in sorted(history.rows(), key=lambda r: r['id'])]
    assert (True, 'connect_timeout', 'tcp') in causes
    assert causes[0][1] == 'normal'


@pytest.fixture
def near(away):
    """A peer on this side of the cable: away for who is on the other."""
    one = driver.Peer('peer.py', away.here)
    yield one
    one.end()


@pytest.fixture
def beside(away):
    """A peer on the far side, by its loopback."""
    done = ip('-n', away.name, 'link', 'set', 'lo', 'up')
    assert done.returncode == 0, done.stderr
    one = driver.Peer('peer.py', None, away.inside())
    yield one
    one.end()


def test_offline(away, near, beside, history):
    """On a computer whose cable is out: what is on it is watched, what is away is waited for without
    an attempt, until the cable is back. There is no default route then either."""
    away.plug('down')
    monitor = history.watch('--once', '--proxy', 'none', near.url + '/close/4001/away', beside.url + '/close/4000/here',
                            within=away.inside())
    assert '"here"' in monitor.next()
    away.plug('up')
    assert '"away"' in monitor.next()
    assert monitor.next() is None
    monitor.end()

    rows = sorted(history.rows(), key=lambda row: row['id'])
    assert [(row['code'], row['attempt'], row['failed_attempt']) for row in rows] == [(4000, 1, False), (4001, 1, False)]
