#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""fecho-cli monitor against node `ws`, doing the same work in the same run: see README.md.

Each round starts a server and a client, first ours, then node; a client has a processor for itself
where there are two. Printed are the medians, and what part ours is of node's.

    bench_net.py [--rounds N] [COUNT | wss:COUNT | storm:COUNT ...]

Without counts: 100 1000 10000 wss:200 storm:10000.
"""
import argparse
import json
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / 'peers'))
import servers  # noqa: E402

FOLDER = pathlib.Path(__file__).parent
PATIENCE_S = 60
# What a client has open beside its connections.
SPARE_DESCRIPTORS = 1500
N_BURST_MESSAGES = 200000
MESSAGES_PER_ROUND = 20
TRICKLE_PER_S = 1000
TRICKLE_S = 3
# Long enough that each connection is pinged.
IDLE_S = 21
# From so many on the idle processor is looked at; below, it is nothing that ticks can count.
MANY = 10000
# Half a frame at 60 Hz.
GOAL_HELD_MS = 8
BUNDLE = pathlib.Path('/etc/ssl/certs/ca-certificates.crt')


def pin(process, kind):
    """The client alone on the last processor, all else on the others."""
    all_of_them = sorted(os.sched_getaffinity(0))
    if len(all_of_them) > 1:
        os.sched_setaffinity(process.pid, all_of_them[-1:] if kind == 'client' else all_of_them[:-1])


class Process:
    """Reads its lines in large pieces: who measures must not be what is measured."""

    def __init__(self, command, kind, env=None):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env)
        pin(self.process, kind)
        self.rest = b''

    def tell(self, line):
        self.process.stdin.write(line.encode() + b'\n')
        self.process.stdin.flush()

    def line(self):
        while b'\n' not in self.rest:
            piece = os.read(self.process.stdout.fileno(), 1 << 20)
            assert piece, f'{self.process.args[0]} ended'
            self.rest += piece
        line, self.rest = self.rest.split(b'\n', 1)
        return line.decode()

    def wait_for_lines(self, n_lines):
        """Until so many have come."""
        seen = self.rest.count(b'\n')
        while seen < n_lines:
            piece = os.read(self.process.stdout.fileno(), 1 << 20)
            assert piece, f'{self.process.args[0]} ended after {seen} lines'
            seen += piece.count(b'\n')

    def rss_kb(self):
        for line in pathlib.Path(f'/proc/{self.process.pid}/status').read_text(encoding='ascii').splitlines():
            if line.startswith('VmRSS:'):
                return int(line.split()[1])
        raise AssertionError('no VmRSS')

    def cpu_s(self):
        """Of all its threads, user and system, in nanoseconds: /proc has ticks of 10 ms. The clock is what
        clock_getcpuclockid() returns, which Python lacks."""
        return time.clock_gettime(~self.process.pid << 3 | 2)

    def end(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(PATIENCE_S)
        self.process.stdin.close()
        self.process.stdout.close()


class Server(Process):
    def __init__(self):
        super().__init__([os.environ['BENCH_SERVER']], 'server')
        self.port = int(self.line().split()[1])

    def do(self, command):
        """How long it took."""
        begin = time.monotonic()
        self.tell(command)
        answer = self.line()
        assert answer == command.split()[0], answer
        return time.monotonic() - begin


def env_of(folder):
    env = dict(os.environ, HOME=folder, XDG_DATA_HOME=folder, XDG_CACHE_HOME=folder, XDG_CONFIG_HOME=folder,
               GSETTINGS_BACKEND='memory', LC_ALL='C.UTF-8')
    for name in ('G_DEBUG', 'MALLOC_PERTURB_'):
        env.pop(name, None)
    return env


def ours(folder, url, n, *options):
    urls = [f'{url}?{i}' for i in range(1, n + 1)]
    return Process([os.environ['FECHO_CLI'], '--db', f'{folder}/history.db', 'monitor', '--once', '--output', 'jsonl',
                    *options, *urls], 'client', env_of(folder))


def node(_folder, url, n, **env):
    return Process(['node', str(FOLDER / 'bench-client.js'), url, str(n)], 'client',
                   dict(os.environ, NODE_PATH='/usr/share/nodejs', **env))


def start_cost(client):
    return {'open_cpu_s': client.cpu_s(), 'rss_mb': client.rss_kb() / 1024}


def measure_idle(client):
    before = client.cpu_s()
    time.sleep(IDLE_S)      # this is what is measured, not a wait
    return {'idle_cpu_percent': (client.cpu_s() - before) / IDLE_S * 100}


def measure_messages(server, client, n):
    n_rounds = max(1, N_BURST_MESSAGES // MESSAGES_PER_ROUND // n)
    before = client.cpu_s()
    server.do(f'burst {n_rounds}')
    result = {'burst_cpu_us': (client.cpu_s() - before) * 1e6 / (n_rounds * MESSAGES_PER_ROUND * n)}

    before = client.cpu_s()
    server.do(f'trickle {TRICKLE_PER_S} {TRICKLE_S}')
    result['trickle_cpu_us'] = (client.cpu_s() - before) * 1e6 / (TRICKLE_PER_S * TRICKLE_S)
    return result


def measure_close(server, client, n_lines):
    """Until the last end is told: by ours once it is stored, by node when it is seen. A process that has
    ended by then still tells its time until it is waited for."""
    before, begin = client.cpu_s(), time.monotonic()
    server.tell('close 1001')
    client.wait_for_lines(n_lines)
    return {'close_s': time.monotonic() - begin, 'close_cpu_s': client.cpu_s() - before}


def run_plain(make_client, n, n_lines):
    server = Server()
    with tempfile.TemporaryDirectory(prefix='fecho-bench-') as folder:
        client = make_client(folder, f'ws://127.0.0.1:{server.port}/', n)
        try:
            result = {'open_s': server.do(f'open {n}'), **start_cost(client)}
            if n >= MANY:
                result.update(measure_idle(client))
            result.update(measure_messages(server, client, n))
            result.update(measure_close(server, client, n_lines))
        finally:
            client.end()
            server.end()
    return result


# -- wss: behind haproxy, whose certificate is verified against the authorities of the system and our own

def start_tls(folder, server):
    """The port of haproxy, its process, and the files with our authority and with all of them."""
    authority = servers.Authority(folder)
    authority.sign('good')
    pair = folder / 'pair.pem'
    pair.write_text(authority.path('good').read_text() + authority.path('good', 'key').read_text())
    everyone = folder / 'bundle.pem'
    everyone.write_text(BUNDLE.read_text(encoding='utf-8') + authority.file.read_text(), encoding='utf-8')
    port = servers.free_port()
    haproxy = servers.start_haproxy(folder, [port], 'tcp', f'''
listen tls
  bind 127.0.0.1:{port} ssl crt {pair}
  server bench 127.0.0.1:{server.port}
''')
    pin(haproxy.process, 'server')
    return port, haproxy, authority.file, everyone


def cost_over_tls(kind, folder, n):
    server = Server()
    port, haproxy, authority, everyone = start_tls(folder, server)
    url = f'wss://127.0.0.1:{port}/'
    if kind == 'ours':
        client = ours(str(folder), url, n, '--ca', str(everyone))
    else:
        client = node(str(folder), url, n, NODE_EXTRA_CA_CERTS=str(authority))
    try:
        server.do(f'open {n}')
        return start_cost(client)
    finally:
        client.end()
        haproxy.end()
        server.end()


def run_tls(kind, n):
    """What each connection adds to the first one."""
    costs = []
    for count in (1, n):
        with tempfile.TemporaryDirectory(prefix='fecho-bench-') as folder:
            costs.append(cost_over_tls(kind, pathlib.Path(folder), count))
    return {'rss_kb_each': (costs[1]['rss_mb'] - costs[0]['rss_mb']) * 1024 / (n - 1),
            'open_cpu_ms_each': (costs[1]['open_cpu_s'] - costs[0]['open_cpu_s']) * 1000 / (n - 1)}


# -- what a storm costs the main context of ours, from within

def run_storm(n):
    """Milliseconds of processor time in one turn of its loop, by phase."""
    server = Server()
    with tempfile.TemporaryDirectory(prefix='fecho-bench-') as folder:
        storm = Process([os.environ['BENCH_STORM'], f'{folder}/history.db', f'ws://127.0.0.1:{server.port}/', str(n)],
                        'client', env_of(folder))
        try:
            result = json.loads(storm.line())
            server.tell('close 1001')
            result.update(json.loads(storm.line()))
            result.update(json.loads(storm.line()))
        finally:
            storm.end()
            server.end()
    return result


def bench_storm(n, n_rounds):
    results = [run_storm(n) for _ in range(n_rounds)]
    print(f'\nMain context held by a turn while {n} sessions open, then close at once, ms, median of {n_rounds}')
    for phase in ('opening', 'closing'):
        held = {key: statistics.median(result[phase][key] for result in results) for key in ('median', 'p99.9', 'most')}
        print(f'{phase:44}{held["median"]:10.2f}{held["p99.9"]:10.2f} (p99.9){held["most"]:8.2f} (most)'
              f'{GOAL_HELD_MS:8.2f}  {"met" if held["p99.9"] <= GOAL_HELD_MS else "MISSED"}', flush=True)
    print(f'{"repairs by the sweep, in all, of 0":44}{sum(result["repairs"] for result in results):10}', flush=True)


# -- the whole of it

# (what is measured, a name for people, the goal in parts of node's; None: told only)
PLAIN = [
    ('rss_mb', 'memory of the process, MB', 0.5),
    ('open_s', 'opening, from the start of the process, s', 0.8),
    ('open_cpu_s', '... its processor time, s', None),
    ('idle_cpu_percent', 'idle, a ping each 20 s, % of a processor', None),
    ('burst_cpu_us', 'processor time of a message in a burst, us', 1.0),
    ('trickle_cpu_us', 'processor time of a message at 1,000/s, us', 2.0),
    ('close_s', 'all closed until the last is stored, s', 0.8),
    ('close_cpu_s', '... its processor time, s', None),
]
TLS = [
    ('rss_kb_each', 'memory of a wss connection, KB', 1.0),
    ('open_cpu_ms_each', 'processor time to open one, ms', 1.5),
]


def medians(results):
    return {key: statistics.median(result[key] for result in results) for key in results[0]}


def show(title, rows, mine, others):
    print(f'\n{title}\n{"":44}{"ours":>10}{"node":>10}{"ratio":>8}{"goal":>8}')
    for key, name, goal in rows:
        if key not in mine:
            continue
        ratio = mine[key] / others[key] if others[key] else float('nan')
        verdict = '' if goal is None else f'{goal:8.2f}  {"met" if ratio <= goal else "MISSED"}'
        print(f'{name:44}{mine[key]:10.2f}{others[key]:10.2f}{ratio:8.2f}{verdict}', flush=True)


def bench_plain(n, n_rounds):
    pairs = [(run_plain(ours, n, n), run_plain(node, n, 1)) for _ in range(n_rounds)]
    mine, others = medians([pair[0] for pair in pairs]), medians([pair[1] for pair in pairs])
    show(f'{n} ws connections, median of {n_rounds}', PLAIN, mine, others)
    return mine


def bench_tls(n, n_rounds):
    pairs = [(run_tls('ours', n), run_tls('node', n)) for _ in range(n_rounds)]
    show(f'{n} wss connections, all authorities of the system, median of {n_rounds}', TLS,
         medians([pair[0] for pair in pairs]), medians([pair[1] for pair in pairs]))


def message_alone(result, n, n_many, idle_percent):
    """Of a message at 1,000/s, microseconds without the pings, which come all the while: as many as there are
    connections."""
    return result['trickle_cpu_us'] - idle_percent / 100 * 1e6 / TRICKLE_PER_S * n / n_many


def show_growth(by_count):
    """What one costs is to be the same among many."""
    few, many = min(by_count), max(by_count)
    if few == many:
        return
    print(f'\nCost of one at {many} connections against {few} (goal 1.50)')
    idle = by_count[many].get('idle_cpu_percent', 0)
    costs = {
        'message in a burst': [by_count[n]['burst_cpu_us'] for n in (few, many)],
        'message at 1,000/s, and the pings meanwhile': [by_count[n]['trickle_cpu_us'] for n in (few, many)],
        'message at 1,000/s': [message_alone(by_count[n], n, many, idle) for n in (few, many)],
        'close': [by_count[n]['close_cpu_s'] / n for n in (few, many)],
    }
    for name, (at_few, at_many) in costs.items():
        print(f'{name:44}{at_many / at_few:10.2f}')


def raise_descriptor_limit():
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return hard


def rounds_for(n, wanted):
    return wanted or (5 if n < MANY else 3)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--rounds', type=int)
    parser.add_argument('counts', nargs='*', default=['100', '1000', '10000', 'wss:200', 'storm:10000'])
    options = parser.parse_args()
    for path in ('/usr/share/nodejs/ws', '/usr/sbin/haproxy', BUNDLE):
        if not pathlib.Path(path).exists():
            print(f'Skipped: there is no {path} (Debian: node-ws, haproxy, ca-certificates)')
            return 77
    most = raise_descriptor_limit() - SPARE_DESCRIPTORS

    by_count = {}
    for count in options.counts:
        n = int(count.rpartition(':')[2])
        if n > most:
            print(f'\n{count}: not measured, the hard limit of descriptors is too low (ulimit -Hn)')
        elif count.startswith('wss:'):
            bench_tls(n, options.rounds or 3)
        elif count.startswith('storm:'):
            bench_storm(n, options.rounds or 3)
        else:
            by_count[n] = bench_plain(n, rounds_for(n, options.rounds))
    if by_count:
        show_growth(by_count)
    return 0


if __name__ == '__main__':
    sys.exit(main())
