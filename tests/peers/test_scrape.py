# SPDX-License-Identifier: GPL-3.0-or-later
"""What fecho-cli monitor --metrics serves, as the real Prometheus scrapes it, and as rude ones ask for it."""
import json
import pathlib
import re
import socket
import subprocess
import threading
import time
import urllib.parse
import urllib.request

import pytest
from driver import PATIENCE_S, need
from otlp import Collector
from servers import free_port, nobodys_port

need('/usr/bin/prometheus', 'prometheus')

DASHBOARD = pathlib.Path(__file__).parents[2] / 'data/fleet/grafana-dashboard.json'
REASON = 'a reason, which is no label'
CONFIG = '''
global:
  scrape_interval: 500ms
  evaluation_interval: 1m
scrape_configs:
  - job_name: fleet
    static_configs:
      - targets: ['127.0.0.1:{port}']
'''
LABELS = {'__name__', 'job', 'instance', 'session', 'code', 'cause', 'state', 'le', 'version'}


def until(look):
    """What look gives as soon as it gives something."""
    deadline = time.monotonic() + PATIENCE_S
    pause = threading.Event()
    while time.monotonic() < deadline:
        found = look()
        if found:
            return found
        pause.wait(0.1)
    raise AssertionError('it did not come')


def port_of(monitor):
    """Where it says that it serves."""
    while True:
        line = monitor.next()
        assert line is not None
        found = re.search(r'http://127\.0\.0\.1:(\d+)/metrics', line)
        if found:
            return int(found[1])


def get(port, path='/metrics'):
    with urllib.request.urlopen(f'http://127.0.0.1:{port}{path}', timeout=PATIENCE_S) as answer:
        return answer.read().decode()


def drain(monitor):
    threading.Thread(target=monitor.rest, daemon=True).start()


class Prometheus:
    def __init__(self, folder, target):
        self.port = free_port()
        (folder / 'prometheus.yml').write_text(CONFIG.format(port=target), encoding='utf-8')
        self.process = subprocess.Popen(
            ['prometheus', f'--config.file={folder}/prometheus.yml', f'--storage.tsdb.path={folder}/tsdb',
             f'--web.listen-address=127.0.0.1:{self.port}', '--log.level=error'])

    def ask(self, path, **query):
        url = f'http://127.0.0.1:{self.port}/api/v1/{path}?{urllib.parse.urlencode(query)}'
        try:
            with urllib.request.urlopen(url, timeout=PATIENCE_S) as answer:
                said = json.load(answer)
        except ConnectionRefusedError:
            return None
        except urllib.error.HTTPError as error:
            if error.code == 503:   # it is starting
                return None
            raise AssertionError(f'{query}: {error.read().decode()}') from error
        except urllib.error.URLError as error:
            if isinstance(error.reason, ConnectionRefusedError):
                return None
            raise
        assert said['status'] == 'success', said
        return said['data']

    def query(self, expression):
        data = self.ask('query', query=expression)
        return data['result'] if data else []

    def end(self):
        self.process.terminate()
        self.process.wait(PATIENCE_S)


@pytest.fixture
def watched(peer, history):
    """Sessions that open, close and fail, and a collector; the port of the metrics."""
    collector = Collector()
    history.run('sessions', 'add', '--name', 'Feed "A"\\', f'{peer.url}/close/4001/{urllib.parse.quote(REASON)}')
    history.run('sessions', 'add', '--name', 'Steady', peer.url + '/hold')
    history.run('sessions', 'add', '--name', 'Nobody', f'ws://127.0.0.1:{nobodys_port()}/')
    monitor = history.watch('--metrics', '127.0.0.1:0', '--otlp', collector.url, complaints=True)
    port = port_of(monitor)
    drain(monitor)
    yield port
    monitor.process.terminate()
    monitor.end()
    collector.end()


def test_scraped(tmp_path, watched):
    prometheus = Prometheus(tmp_path, watched)
    try:
        until(lambda: prometheus.query('fecho_closes_total >= 2'))
        until(lambda: prometheus.query('fecho_failed_attempts_total >= 2'))
        until(lambda: prometheus.query('sum(increase(fecho_closes_total[1m])) > 0'))
        # A busy computer may be late for one scrape; the next one tells.
        until(lambda: [(target['health'], target['lastError']) for target in prometheus.ask('targets')['activeTargets']]
              == [('up', '')])

        closes, = prometheus.query('fecho_closes_total{code="4001"}')
        assert {'session': 'Feed "A"\\', 'code': '4001', 'cause': 'application_code'}.items() <= closes['metric'].items()
        failed, = prometheus.query('fecho_failed_attempts_total{cause="refused"}')
        assert {'session': 'Nobody', 'code': '1006', 'cause': 'refused'}.items() <= failed['metric'].items()
        until(lambda: prometheus.query('fecho_connected_seconds_total{session="Steady"} > 0'))
        until(lambda: prometheus.query('fecho_otlp_sent_records_total > 0'))
        series = prometheus.ask('series', **{'match[]': '{job="fleet"}'})
        assert {label for one in series for label in one} == LABELS
        assert not any(REASON in value for one in series for value in one.values())
        see_dashboard(prometheus)
    finally:
        prometheus.end()


def see_dashboard(prometheus):
    """Each panel asks for something that is there, in words that Prometheus takes."""
    panels = json.loads(DASHBOARD.read_text(encoding='utf-8'))['panels']
    assert len(panels) > 10
    for panel in panels:
        for target in panel['targets']:
            expression = target['expr']
            for variable, value in {'$job': 'fleet', '$instance': '.*', '$session': '.*', '$__range': '5m',
                                    '$__rate_interval': '5m'}.items():
                expression = expression.replace(variable, value)
            assert '$' not in expression
            assert until(lambda asked=expression: prometheus.query(asked)), panel['title']


def test_form(watched):
    """Prometheus' own lint has nothing to say, and what is counted only rises."""
    first = get(watched)
    done = subprocess.run(['promtool', 'check', 'metrics'], input=first, text=True, capture_output=True, timeout=PATIENCE_S,
                          check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, '', '')

    second = get(watched)
    for line in first.splitlines():
        name = line.rsplit(' ', 1)[0]
        if '_total' in name and not line.startswith('#'):
            again, = (other for other in second.splitlines() if other.rsplit(' ', 1)[0] == name)
            assert float(again.rsplit(' ', 1)[1]) >= float(line.rsplit(' ', 1)[1])


def test_rude_scrapers(watched):
    """Silence, half a request, a body without end, a hang-up: the next one is served."""
    def speak(text):
        one = socket.create_connection(('127.0.0.1', watched), timeout=PATIENCE_S)
        one.sendall(text)
        return one

    silent = [speak(b'') for _ in range(50)]
    half = speak(b'GET /metrics HT')
    for _ in range(50):
        speak(b'GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n').close()
    post = speak(b'POST /metrics HTTP/1.1\r\nHost: a\r\nContent-Length: 100000000\r\n\r\n')
    post.settimeout(PATIENCE_S)
    try:
        for _ in range(100):
            post.sendall(b'x' * 1000000)
        assert b' 405 ' in post.recv(100)
    except OSError:
        pass    # it may as well hang up
    speak(b'\x16\x03\x01\x00\xff nonsense\r\n\r\n').close()
    with pytest.raises(urllib.error.HTTPError, match='404'):
        get(watched, '/other')
    assert 'fecho_build_info' in get(watched)
    for one in (*silent, half, post):
        one.close()


@pytest.mark.parametrize('address', ['9464', '127.0.0.1', '127.0.0.1:', ':9464', '127.0.0.1:70000', '::1:9464', 'a b:1',
                                     '127.0.0.1:-1', '[127.0.0.1:9464'])
def test_wrong_addresses(peer, history, address):
    done = subprocess.run(history.command('monitor', '--metrics', address, peer.url), env=history.env, text=True,
                          capture_output=True, timeout=PATIENCE_S, check=False)
    assert done.returncode == 1
    assert f'“{address}”' in done.stderr


def test_port_in_use(peer, history):
    with socket.socket() as taken:
        taken.bind(('127.0.0.1', 0))
        taken.listen()
        address = f'127.0.0.1:{taken.getsockname()[1]}'
        done = subprocess.run(history.command('monitor', '--metrics', address, peer.url), env=history.env, text=True,
                              capture_output=True, timeout=PATIENCE_S, check=False)
    assert done.returncode == 2
    assert address in done.stderr


def test_labels_are_bounded(peer, history):
    """A peer that thinks of a new code each time does not fill the memory of who scrapes."""
    monitor = history.watch('--metrics', '127.0.0.1:0', '--backoff', '0.001,0.002', peer.url + '/codes', complaints=True)
    port = port_of(monitor)
    for _ in range(150):
        monitor.next()
    codes = re.findall(r'fecho_closes_total\{.*code="(\w+)"', get(port))
    monitor.process.terminate()
    monitor.end()

    assert len(codes) == len(set(codes)) == 65
    assert 'other' in codes
