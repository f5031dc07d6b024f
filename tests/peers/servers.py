# SPDX-License-Identifier: GPL-3.0-or-later
"""Programs of others in front of a peer: foreground processes with a configuration of the test's own,
on ports of 127.0.0.1 that were free, ended with the test."""
import datetime
import pathlib
import random
import socket
import subprocess
import time

import driver

PATIENCE_S = 60
LOOK_AGAIN_S = 0.02
# Below what the kernel gives to clients, so that none of them takes a port before its server does.
PORTS = range(20000, 32000)
# As long as this process lives.
held = []


def free_port():
    """One that no other test is given either, before its server listens or after: a name that only one
    process can have says so."""
    while True:
        port = random.choice(PORTS)
        claim = socket.socket(socket.AF_UNIX)
        try:
            claim.bind(f'\0fecho-test-port-{port}')
            with socket.socket() as attempt:
                attempt.bind(('127.0.0.1', port))
        except OSError:
            claim.close()
            continue
        held.append(claim)
        return port


def nobodys_port():
    """Bound, and never listened at: whoever connects is refused, and nobody else can take it."""
    taken = socket.socket()
    taken.bind(('127.0.0.1', 0))
    held.append(taken)
    return taken.getsockname()[1]


def accepts(port):
    with socket.socket() as attempt:
        return attempt.connect_ex(('127.0.0.1', port)) == 0


class Program:
    """Ready once each of its ports accepts. What it says is kept for when it is not."""

    def __init__(self, folder, ports, *command):
        self.log = folder / f'{pathlib.Path(command[0]).name}.log'
        with self.log.open('w', encoding='utf-8') as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                                            cwd=folder)
        deadline = time.monotonic() + PATIENCE_S
        while not all(accepts(port) for port in ports):
            assert not self._ended(LOOK_AGAIN_S) and time.monotonic() < deadline, self.log.read_text(encoding='utf-8')

    def _ended(self, patience_s):
        try:
            self.process.wait(patience_s)
        except subprocess.TimeoutExpired:
            return False
        return True

    def end(self):
        if self.process.poll() is None:
            self.process.terminate()
        if not self._ended(PATIENCE_S):
            self.process.kill()
            self.process.wait(PATIENCE_S)


# -- nginx

NGINX = """
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log stderr error;
events {{ worker_connections 512; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  proxy_http_version 1.1;
  proxy_set_header Upgrade $http_upgrade;
  proxy_set_header Connection upgrade;
  proxy_set_header Host $host;
  {servers}
}}
"""


def need_nginx():
    driver.need('/usr/sbin/nginx', 'nginx')


def start_nginx(folder, sites):
    """A server block per name of sites, its text holding {port}: the program, and the port of each name."""
    ports = {name: free_port() for name in sites}
    blocks = [f'server {{ listen 127.0.0.1:{ports[name]}{text} }}' for name, text in sites.items()]
    path = folder / 'nginx.conf'
    path.write_text(NGINX.format(folder=folder, servers='\n  '.join(blocks)), encoding='utf-8')
    program = Program(folder, ports.values(), '/usr/sbin/nginx', '-e', 'stderr', '-p', str(folder), '-c', str(path))
    return program, ports


# -- haproxy

HAPROXY = """
defaults
  mode {mode}
  timeout connect 5s
  timeout client 30s
  timeout server 30s
{text}
"""


def need_haproxy():
    driver.need('/usr/sbin/haproxy', 'haproxy')


def start_haproxy(folder, ports, mode, text):
    path = folder / 'haproxy.cfg'
    path.write_text(HAPROXY.format(mode=mode, text=text), encoding='utf-8')
    return Program(folder, ports, '/usr/sbin/haproxy', '-q', '-db', '-f', str(path))


# -- certificates

def openssl(*command):
    said = subprocess.run(['openssl', *map(str, command)], check=True, capture_output=True, text=True,
                          timeout=PATIENCE_S)
    return said.stdout.strip()


AUTHORITY = """
[ca]
default_ca = test
[test]
database = {folder}/index.txt
new_certs_dir = {folder}
rand_serial = yes
default_md = sha256
copy_extensions = copy
policy = any
[any]
commonName = supplied
"""


class Authority:
    """Makes keys and certificates, each of a month, into its folder."""

    def __init__(self, folder, name='Test Authority'):
        self.folder = folder
        self.path('index', 'txt').write_text('', encoding='utf-8')
        self.path('authority', 'cnf').write_text(AUTHORITY.format(folder=folder), encoding='utf-8')
        self.file = self.path('ca')
        self._request('ca', '-x509', '-days', 30, '-subj', f'/CN={name}',
                      '-addext', 'basicConstraints=critical,CA:true', '-out', self.file)

    def path(self, name, kind='pem'):
        return self.folder / f'{name}.{kind}'

    def _request(self, name, *options):
        openssl('req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes',
                '-keyout', self.path(name, 'key'), *options)

    def sign(self, name, names='IP:127.0.0.1,DNS:localhost', days=30):
        """NAME.pem and NAME.key, for a server or a client."""
        request = self.path(name, 'csr')
        self._request(name, '-subj', f'/CN={name}', '-addext', f'subjectAltName={names}', '-out', request)
        # Newer versions of "x509 -req" refuse a certificate that has already expired.
        now = datetime.datetime.now(datetime.timezone.utc)
        start, end = (f'{now + datetime.timedelta(days=n):%Y%m%d%H%M%SZ}' for n in (min(days, 0) - 1, days))
        openssl('ca', '-batch', '-notext', '-config', self.path('authority', 'cnf'), '-in', request, '-cert', self.file,
                '-keyfile', self.path('ca', 'key'), '-startdate', start, '-enddate', end, '-out', self.path(name))

    def fingerprint(self, name):
        return openssl('x509', '-in', self.path(name), '-noout', '-sha256', '-fingerprint').split('=')[1]

    def expiry(self, name):
        """As the export writes it."""
        said = openssl('x509', '-in', self.path(name), '-noout', '-enddate', '-dateopt', 'iso_8601')
        return said.split('=')[1].replace(' ', 'T').replace('Z', '.000000Z')
