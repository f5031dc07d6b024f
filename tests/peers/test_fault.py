# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose fault: the real thing is produced, and the verdict is read back through fecho-cli."""
import json
import os
import pathlib
import subprocess
import threading

import driver
import pytest
from servers import Authority, need_nginx, openssl, start_nginx

need_nginx()

# So many ends tell a limit from chance, even where a busy computer is some hundredths late. No two closes
# of one rule are within five seconds.
ROUNDS = 12

# What each scenario is to be called: cause, origin, the first pattern (None: none), and the evidence of the origin.
EXPECTED = {
    'idle': ('eof_without_close', 'unknown', 'idle_timeout', None, None),
    'age': ('normal', 'server', 'max_age', 'The server sent a Close frame', 'O servidor enviou um quadro de fechamento'),
    'restart': ('server_restart_or_overload', 'server', 'restart', 'The server sent a Close frame',
                'O servidor enviou um quadro de fechamento'),
    'killed': ('eof_without_close', 'server', 'correlated_drop', 'The next attempt was refused by the host, ',
               'A tentativa seguinte foi recusada pelo host, '),
    'expired': ('tls_expired', 'server', 'certificate_expiring',
                'The server’s certificate has expired or is not valid yet',
                'O certificado do servidor venceu ou ainda não é válido'),
    'token': ('auth', 'server', 'credentials', 'The server answered the handshake with HTTP 401',
              'O servidor respondeu à negociação com HTTP 401'),
    'link': ('network_down', 'this_computer', None, 'This computer had no network at that time',
             'Este computador estava sem rede naquele momento'),
    'sleep': ('eof_without_close', 'this_computer', None, 'This computer slept, and the end came ',
              'Este computador estava suspenso, e o fim veio '),
}

# How the first pattern begins, in English and in Portuguese.
SENTENCES = {
    'idle_timeout': ('closes came 4', 'fechamentos ocorreram 4'),
    'max_age': ('connections ended 5.5', 'conexões terminaram 5.5'),
    'restart': ('the server sent its sessions away together', 'o servidor dispensou suas sessões em conjunto'),
    'correlated_drop': ('most sessions dropped', 'a maioria das sessões caiu'),
    'certificate_expiring': ('The server’s certificate expired on', 'O certificado do servidor venceu em'),
    'credentials': ('attempt with HTTP 401.', 'com HTTP 401.'),
}


def check(name, history):
    """The rows of the scenario that nobody on this side asked for, and the patterns, against the table."""
    cause, origin, pattern, english, portuguese = EXPECTED[name]
    judged = [row for row in history.rows() if row['cause'] == cause]
    translated = [json.loads(line)['origin_evidence'] for line in
                  history.run('--lang', 'pt_BR', 'export', '--format', 'jsonl', '--cause', cause).splitlines()]
    patterns = json.loads(history.run('patterns', '--output', 'json'))

    assert judged and {row['origin'] for row in judged} == {origin}
    for row, text in zip(judged, translated, strict=True):
        assert (row['origin_evidence'] or '').startswith(english or '') and bool(row['origin_evidence']) == bool(english)
        assert (text or '').startswith(portuguese or '') and bool(text) == bool(portuguese)
    by_origin = {row['origin']: row for row in json.loads(history.run('stats', '--by', 'origin', '--output', 'json'))}
    assert by_origin[origin]['count'] + by_origin[origin]['failed_attempts'] >= len(judged)
    assert (patterns[0]['kind'] if patterns else None) == pattern
    if pattern is not None:
        check_pattern(history, patterns[0], pattern)


def check_pattern(history, first, kind):
    english, portuguese = SENTENCES[kind]
    translated = json.loads(history.run('--lang', 'pt_BR', 'patterns', '--output', 'json'))[0]

    assert english in first['sentence']
    assert portuguese in translated['sentence']
    assert first['suggestion'] and translated['suggestion'] != first['suggestion']
    assert first['sentence'] in history.run('patterns')


def stop(monitor):
    """Ended as by a person; what it owes is judged then."""
    monitor.process.terminate()
    monitor.rest()
    monitor.end()


@pytest.fixture
def server():
    one = driver.Peer('peer_fault.py')
    yield one
    one.end()


@pytest.fixture
def nginx(tmp_path, server):
    """Sites by their text, in front of the server."""
    started = []

    def start(sites):
        program, ports = start_nginx(tmp_path, {
            name: f'{text} location / {{ proxy_pass http://127.0.0.1:{server.port}; }}' for name, text in sites.items()})
        started.append(program)
        return ports

    yield start
    for program in started:
        program.end()


def run_limit(history, url):
    monitor = history.watch('--backoff', '0.01,0.02', url)
    for _ in range(ROUNDS):
        assert monitor.next() is not None
    stop(monitor)


def test_limits(history, tmp_path, nginx, server):
    """proxy_read_timeout of nginx, and beside it a server with a maximum age; each takes more than a minute."""
    other = driver.History(tmp_path / 'other')
    other.path.parent.mkdir()
    port = nginx({'idle': '; proxy_read_timeout 4s;'})['idle']
    limits = [threading.Thread(target=run_limit, args=(history, f'ws://127.0.0.1:{port}/talk')),
              threading.Thread(target=run_limit, args=(other, server.url + '/age/5.5'))]

    for limit in limits:
        limit.start()
    for limit in limits:
        limit.join()

    check('idle', history)
    check('age', other)


def test_restart(history, tmp_path, server):
    """A rolling restart with 1012."""
    n = 6
    monitor = history.watch('--backoff', '0.01,0.02', *(f'{server.url}/hold?{i}' for i in range(n)))
    for _ in range(n):
        server.sees('opened')
    other = driver.History(tmp_path / 'other')
    other.path.parent.mkdir()
    trigger = other.watch('--once', server.url + '/restart')
    for _ in range(n):
        assert json.loads(monitor.next())['code'] == 1012
    stop(monitor)
    trigger.process.terminate()
    trigger.rest()
    trigger.end()

    check('restart', history)


def test_killed(history, server, peer):
    """One of two servers is killed; the sessions of the other one stay up."""
    n = 3
    monitor = history.watch('--backoff', '0.2,0.4', *(f'{server.url}/hold?{i}' for i in range(n)),
                            *(f'{peer.url}/hold?{i}' for i in range(n)))
    for _ in range(n):
        server.sees('opened')
        peer.sees('opened')
    server.process.kill()
    refused = set()
    while len(refused) < n:
        row = json.loads(monitor.next())
        if row['failed_attempt']:
            refused.add(row['url'])
    stop(monitor)

    check('killed', history)


def test_expired(history, tmp_path, nginx):
    authority = Authority(tmp_path)
    authority.sign('expired', days=-1)
    port = nginx({'tls': f" ssl; ssl_certificate {authority.path('expired')};"
                         f" ssl_certificate_key {authority.path('expired', 'key')};"})['tls']
    history.run('monitor', '--once', '--ca', authority.file, f'wss://127.0.0.1:{port}/hold')

    check('expired', history)


def test_token(history, tmp_path, nginx):
    tmp_path.joinpath('passwords').write_text(f"ana:{openssl('passwd', '-apr1', 'right')}\n", encoding='utf-8')
    port = nginx({'token': f'; auth_basic "Staff"; auth_basic_user_file {tmp_path}/passwords;'})['token']
    history.run('monitor', f'ws://127.0.0.1:{port}/hold', '--header', 'Authorization: Basic YW5hOndyb25n')

    check('token', history)


# -- this computer

def ip(*arguments):
    return subprocess.run(['ip', *arguments], check=False, capture_output=True, text=True)


@pytest.fixture
def namespaces():
    """Two networks with a cable between them: their names. Neither end is ever in the network that the
    tests beside this one are in: to those it would be a change of theirs."""
    here, there = names = f'fecho{os.getpid()}', f'fecho{os.getpid()}t'
    steps = [
        ('netns', 'add', here),
        ('netns', 'add', there),
        ('-n', here, 'link', 'add', 'cable', 'type', 'veth', 'peer', 'name', 'cable', 'netns', there),
        ('-n', there, 'addr', 'add', '10.213.0.1/24', 'dev', 'cable'),
        ('-n', there, 'link', 'set', 'cable', 'up'),
        ('-n', here, 'addr', 'add', '10.213.0.2/24', 'dev', 'cable'),
        ('-n', here, 'link', 'set', 'cable', 'up'),
        ('-n', here, 'link', 'set', 'lo', 'up'),
        ('-n', here, 'route', 'add', 'default', 'via', '10.213.0.1'),
    ]
    done = [ip(*step) for step in steps]
    if all(step.returncode == 0 for step in done):
        yield names
    for name in names:
        ip('netns', 'del', name)
    if any(step.returncode != 0 for step in done):
        pytest.skip(f'no virtual cable here: {[step.stderr for step in done]}')


def test_link(history, namespaces):
    """The cable is pulled out: nothing is told, the pings find out."""
    here, there = namespaces
    server = driver.Peer('peer_fault.py', '10.213.0.1', within=('ip', 'netns', 'exec', there))
    monitor = driver.Lines('ip', 'netns', 'exec', here, *history.command(
        'monitor', '--output', 'jsonl', '--once', '--ping', '1', '--pong-timeout', '1', server.url + '/hold'),
        env=history.env)
    server.sees('opened')
    assert ip('-n', here, 'link', 'set', 'cable', 'down').returncode == 0
    assert monitor.next() is not None
    monitor.rest()
    monitor.end()
    server.end()

    check('link', history)


LOGIND = """
import sys
from gi.repository import Gio, GLib
bus = Gio.DBusConnection.new_for_address_sync(
    sys.argv[1], Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION)
bus.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'RequestName',
              GLib.Variant('(su)', ('org.freedesktop.login1', 0)), None, Gio.DBusCallFlags.NONE, -1)
print('here', flush=True)
for line in sys.stdin:
    bus.emit_signal(None, '/org/freedesktop/login1', 'org.freedesktop.login1.Manager', 'PrepareForSleep',
                    GLib.Variant('(b)', (line.strip() == 'sleep',)))
    bus.flush_sync()
    print('told', flush=True)
"""


@pytest.fixture
def logind(tmp_path):
    """A system bus of its own, and one who says on it when the computer sleeps."""
    driver.need('/usr/bin/dbus-daemon', 'dbus-daemon')
    pytest.importorskip('gi')
    config = tmp_path / 'bus.conf'
    config.write_text('<busconfig><type>system</type><listen>unix:tmpdir=/tmp</listen>'
                      '<policy context="default"><allow send_destination="*" eavesdrop="true"/>'
                      '<allow eavesdrop="true"/><allow own="*"/></policy></busconfig>', encoding='utf-8')
    bus = driver.Lines('/usr/bin/dbus-daemon', f'--config-file={config}', '--print-address=1', '--nofork')
    address = bus.next().strip()
    double = subprocess.Popen(['/usr/bin/python3', '-c', LOGIND, address], stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE, text=True)
    assert double.stdout.readline() == 'here\n'

    def tell(word):
        double.stdin.write(word + '\n')
        double.stdin.flush()
        assert double.stdout.readline() == 'told\n'

    yield address, tell
    double.kill()
    double.wait()
    double.stdin.close()
    double.stdout.close()
    bus.end()


def count_states(history, kind):
    query = f'SELECT count (*) FROM state_change WHERE kind = {kind} AND session IS NULL'
    done = subprocess.run(['sqlite3', '-readonly', str(history.path), query], check=True, capture_output=True, text=True)
    return int(done.stdout)


def test_sleep(history, logind, server):
    """The computer sleeps and wakes, and then its connections are found dead."""
    address, tell = logind
    history.env['DBUS_SYSTEM_BUS_ADDRESS'] = address
    monitor = history.watch('--backoff', '30,60', server.url + '/hold', server.url + '/hold?other')
    server.sees('opened')
    server.sees('opened')
    suspended, resumed = 5, 6
    # Told again until it is heard: the program reaches the bus in its own time.
    while count_states(history, suspended) == 0:
        tell('sleep')
    while count_states(history, resumed) == 0:
        tell('wake')
    server.process.kill()
    for _ in range(2):
        assert monitor.next() is not None
    stop(monitor)

    check('sleep', history)


def test_every_scenario_is_tested():
    text = pathlib.Path(__file__).read_text(encoding='utf-8')

    assert all(f"check('{name}', " in text for name in EXPECTED)
