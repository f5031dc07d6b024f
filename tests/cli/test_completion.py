#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the shells offer after a Tab: test_completion.py BASH ZSH FISH, the files that were made.

Each is loaded by the real shell. TAP on standard output; a shell that is not installed is skipped.
"""
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PATIENCE_S = 60

# What has been typed, and some of what is offered, and what is not.
CASES = [
    ('', 'monitor history export stats', '--by'),
    ('st', 'stats', 'monitor'),
    ('stats --by=c', 'code class cause closed-by', 'session'),
    ('stats --by c', 'code class cause closed-by', 'session'),
    ('export --f', '--format --file --force', '--by'),
    ('export --format=', 'csv json jsonl sqlite', 'text'),
    ('--db=x sessions re', 'remove resume', 'list'),
    ('codes 101', '1010 1011 1015', '1000'),
    ('history --stage=', 'dns tcp tls', 'csv'),
    ('--lang=', 'en es pt_BR pt_PT', 'stats'),
]


class Bash:
    name = 'bash'

    def __init__(self, path):
        self.path = path

    def offers(self, typed, wanted):
        # As readline cuts it, "=" being a word of its own.
        words = [word for word in re.split(r'(=)| ', 'fecho-cli ' + typed) if word is not None]
        words = [word for i, word in enumerate(words) if word or i == len(words) - 1]
        script = 'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _fecho_cli 2>/dev/null; ' \
            'printf "%s\\n" "${COMPREPLY[@]}"'
        return subprocess.run(['bash', '--norc', '-c', script, 'bash', self.path, *words], check=True,
                              capture_output=True, text=True).stdout.split()


class Fish:
    name = 'fish'

    def __init__(self, path):
        self.path = path

    def offers(self, typed, wanted):
        script = 'source $argv[1]; complete -C $argv[2]'
        with tempfile.TemporaryDirectory() as folder:
            lines = subprocess.run(['fish', '--no-config', '-c', script, self.path, 'fecho-cli ' + typed], check=True,
                                   env=dict(os.environ, HOME=folder), capture_output=True, text=True).stdout.splitlines()
        return [line.split('\t')[0].split('=')[-1] for line in lines]


class Zsh:
    """Completes only at a terminal: one is made for it."""
    name = 'zsh'

    def __init__(self, path):
        self.folder = Path(path).parent

    def offers(self, typed, wanted):
        pid, terminal = pty.fork()
        if pid == 0:
            os.environ.update(TERM='dumb', COLUMNS='200', LINES='500', PS1='')
            os.execlp('zsh', 'zsh', '-f', '-i')
        try:
            # "READY" is put together, or the echo of the command would be taken for its result.
            self.say(terminal, f"PS1= PROMPT_SP= LISTMAX=9999; unsetopt prompt_sp beep; setopt list_ambiguous no_auto_menu; "
                     f"fpath=({self.folder} $fpath); autoload -Uz compinit && compinit -u -D; "
                     "zstyle ':completion:*' list-rows-first yes; stty rows 500 columns 200; echo REA''DY\r")
            self.hear(terminal, ['READY'])
            # It lists nothing while more has been typed: what is listed must be waited for.
            self.say(terminal, f'fecho-cli {typed}\t\t')
            heard = self.hear(terminal, wanted)
            self.say(terminal, "\x15echo DO''NE\r")
            return re.findall(r'[\w.-]+', heard + self.hear(terminal, ['DONE']))
        finally:
            os.close(terminal)
            os.waitpid(pid, 0)

    @staticmethod
    def say(terminal, text):
        os.write(terminal, text.encode())

    @staticmethod
    def hear(terminal, words):
        """What it says until all these words were among it, or for as long as there is patience."""
        heard = ''
        deadline = time.monotonic() + PATIENCE_S
        while not set(words) <= set(re.findall(r'[\w.-]+', heard)):
            ready, _, _ = select.select([terminal], [], [], max(0, deadline - time.monotonic()))
            if not ready:
                break
            heard += os.read(terminal, 65536).decode(errors='replace')
        return heard


def main(*paths):
    n_failed = n_tests = 0
    for shell in (kind(path) for kind, path in zip((Bash, Zsh, Fish), map(os.path.abspath, paths))):
        for typed, wanted, unwanted in CASES:
            n_tests += 1
            if shutil.which(shell.name) is None:
                print(f'ok {n_tests} - {shell.name} # SKIP not installed')
                continue
            offered = shell.offers(typed, wanted.split())
            good = set(wanted.split()) <= set(offered) and unwanted not in offered
            n_failed += not good
            print(f"{'ok' if good else 'not ok'} {n_tests} - {shell.name}: fecho-cli {typed}[Tab]")
            if not good:
                print(f'# offered: {offered}')
    print(f'1..{n_tests}')
    return 1 if n_failed else 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
