# SPDX-License-Identifier: GPL-3.0-or-later
"""Each end of a connection reaches a collector of OpenTelemetry once, whatever becomes of the two."""
import json
import subprocess

import pytest
from driver import PATIENCE_S
from otlp import Collector, attributes_of
from servers import free_port

FAST = ('--backoff', '0.01,0.02')


@pytest.fixture
def collector():
    one = Collector()
    yield one
    one.end()


def uid(row):
    return f"{row['run']}-{row['id']}"


def watch_some(history, collector, peer, n, *arguments, **variables):
    """A run of which n ends are read, and that then ends well; what it complained of."""
    monitor = history.watch('--otlp', collector.url, *FAST, *arguments, peer.url + '/count/4000', complaints=True,
                            **variables)
    lines = []
    while len([line for line in lines if line.startswith('{')]) < n:
        lines.append(monitor.next())
    monitor.process.terminate()
    lines += monitor.rest()
    monitor.end()
    assert monitor.process.returncode == 0
    return [line for line in lines if not line.startswith('{')]


def test_each_end_once_and_in_order(peer, history, collector):
    complaints = watch_some(history, collector, peer, 50)

    assert complaints == []
    assert collector.names() == [uid(row) for row in history.rows()]
    assert set(collector.paths) == {'/v1/logs'}


def test_what_a_record_says(peer, history, collector):
    history.run('monitor', '--once', '--otlp', collector.url + '/elsewhere', '--name', 'Feed', peer.url + '/close/4242/why')

    row, = history.rows()
    record, = collector.records
    said = attributes_of(record)
    assert collector.paths == ['/elsewhere']
    assert record['eventName'] == 'fecho.close'
    assert (said['fecho.session'], said['fecho.code'], said['fecho.was_clean']) == ('Feed', '4242', True)
    assert said['url.full'] == row['url']
    assert set(said) >= {'fecho.closed_by', 'fecho.cause', 'fecho.life_ms', 'fecho.run'}


def test_headers_of_the_environment(peer, history, collector):
    history.run_with({'OTEL_EXPORTER_OTLP_HEADERS': 'authorization=Bearer%20s3cret,X-Team=a'}, 'monitor', '--once', '--otlp',
                     collector.url, peer.url + '/close/1000')

    said = {name.lower(): value for name, value in collector.headers[0].items()}
    assert said['authorization'] == 'Bearer s3cret'
    assert said['x-team'] == 'a'


def test_collector_that_fails_at_times(peer, history, collector):
    """Overloaded, out of order, gone without a word: nothing is lost and nothing comes twice."""
    ill = {0: 503, 1: (429, {'Retry-After': '0'}), 2: None, 4: 500, 5: 401, 7: (302, {'Location': '/v1/logs'})}
    collector.answer = lambda number, records: ill.get(number, 200)
    monitor = history.watch('--otlp', collector.url, *FAST, peer.url + '/count/4000', complaints=True)
    collector.wait(lambda self: self.n_requests > 12)
    monitor.process.terminate()
    complaints = [line for line in monitor.rest() if not line.startswith('{')]
    monitor.end()

    assert collector.names() == [uid(row) for row in history.rows()]
    assert any('HTTP 503' in line for line in complaints)
    assert any('again' in line for line in complaints)


def test_collector_that_was_away(peer, history):
    """What one run could not send, the next one does."""
    port = free_port()
    monitor = history.watch('--once', '--otlp', f'http://127.0.0.1:{port}', peer.url + '/close/4001', complaints=True)
    complaints = [line for line in monitor.rest() if not line.startswith('{')]
    assert monitor.process.wait(PATIENCE_S) == 0
    assert any('sent later' in line for line in complaints)

    back = Collector(port=port)
    history.run('monitor', '--once', '--otlp', back.url, peer.url + '/close/4002')
    back.end()
    assert [row['code'] for row in history.rows()] == [4001, 4002]
    assert back.names() == [uid(row) for row in history.rows()]


def test_what_was_before_is_not_sent(peer, history, collector):
    """An address that is new gets what is recorded from there on."""
    history.run('monitor', '--once', peer.url + '/close/4001')
    history.run('monitor', '--once', '--otlp', collector.url, peer.url + '/close/4002')

    assert collector.names() == [uid(row) for row in history.rows() if row['code'] == 4002]


@pytest.mark.parametrize('n_lines', [1, 30, 200])
def test_killed_again_and_again(peer, history, collector, n_lines):
    """What comes a second time is the same to the letter, by which a collector knows it."""
    for _ in range(3):
        monitor = history.watch('--otlp', collector.url, *FAST, *(f'{peer.url}/count/4000?s={i}' for i in range(10)))
        for _ in range(n_lines):
            monitor.next()
        monitor.process.kill()
        monitor.end()
    send_rest(history, collector, peer)

    by_name = {}
    for record in collector.records:
        name = attributes_of(record)['log.record.uid']
        by_name.setdefault(name, []).append(record)
    assert set(by_name) == {uid(row) for row in history.rows()}
    for records in by_name.values():
        assert all(same(record) == same(records[0]) for record in records)


def send_rest(history, collector, peer):
    """A run has five seconds at its end for what is left; a later one sends what a busy computer did not."""
    for _ in range(20):
        monitor = history.watch('--once', '--otlp', collector.url, peer.url + '/close/1000', complaints=True)
        complaints = monitor.rest()
        monitor.end()
        if not any('sent later' in line for line in complaints):
            return
    raise AssertionError('it is never sent')


def same(record):
    """But for what is judged later."""
    return {key: value for key, value in attributes_of(record).items() if not key.startswith('fecho.origin')}


def test_one_record_that_is_refused(peer, history, collector):
    """The others come through, and the person is told."""
    def answer(number, records):
        refused = any(attributes_of(record)['fecho.code'] == '4013' for record in records)
        return (400, {}, 'no 13 here') if refused else 200
    collector.answer = answer
    # Slow enough that one by one they do not pile up: at the end there are five seconds for what is left.
    away = history.watch('--otlp', collector.url, '--backoff', '0.1,0.2', peer.url + '/count/4000', f'{peer.url}/close/4013',
                         complaints=True)
    complaints = []
    while not any('refused' in line for line in complaints):
        complaints.append(away.next())
    collector.wait(lambda self: len(self.records) > 20)
    away.process.terminate()
    away.rest()
    away.end()
    send_rest(history, collector, peer)

    assert any('refused 1 close: no 13 here' in line for line in complaints)
    assert collector.names() == [uid(row) for row in history.rows() if row['code'] != 4013]


def test_partial_success_is_not_sent_again(peer, history, collector):
    said = json.dumps({'partialSuccess': {'rejectedLogRecords': '1', 'errorMessage': 'too \x1b[31mred'}})
    collector.answer = lambda number, records: (200, {}, said) if number == 0 else 200
    complaints = watch_some(history, collector, peer, 5)

    assert len(collector.names()) == len(set(collector.names())) == len(history.rows())
    assert any('refused 1 close' in line for line in complaints)
    assert not any('\x1b' in line for line in complaints)


@pytest.mark.parametrize('url', ['ftp://127.0.0.1/', 'nonsense', 'http://', 'http://user:secret@127.0.0.1/'])
def test_wrong_addresses(peer, history, url):
    done = subprocess.run(history.command('monitor', '--otlp', url, peer.url), env=history.env, text=True,
                          capture_output=True, timeout=PATIENCE_S, check=False)

    assert done.returncode == 1
    assert '--otlp' in done.stderr
    assert 'secret' not in done.stderr


def test_one_sender_only(peer, history, collector):
    first = history.watch('--otlp', collector.url, peer.url + '/count/4000')
    first.next()
    second = subprocess.run(history.command('monitor', '--once', '--otlp', collector.url, peer.url + '/close/1000'),
                            env=history.env, text=True, capture_output=True, timeout=PATIENCE_S, check=False)
    first.process.terminate()
    first.rest()
    first.end()

    assert second.returncode == 2
    assert 'Another run' in second.stderr
