#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the shells offer after a Tab: test_completion.py FILE..., those that were made for them.

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

# In the folder where it is typed.
FILES = ('kept-one.fecho', 'kept-two.fecho')
BOTH = ' '.join(FILES)

# What has been typed after the program, and some of what is offered, and what is not.
CASES = {
    'fecho': [
        ('--d', '--demo --db', '--version'),
        ('--db=ke', BOTH, '--demo'),
        ('--demo ke', BOTH, '--background'),
    ],
    'fecho-cli': [
        ('', 'monitor history export stats', '--by'),
        ('st', 'stats', 'monitor'),
        ('stats --by=c', 'code class cause closed-by', 'session'),
        ('stats --by c', 'code class cause closed-by', 'session'),
        ('export --f', '--format --file --force', '--by'),
        ('export --format=', 'csv json jsonl sqlite', 'text'),
        ('export --file ke', BOTH, 'csv'),
        ('--db=x sessions re', 'remove resume', 'list'),
        ('sessions import ke', BOTH, 'list'),
        ('db backup --force ke', BOTH, 'prune'),
        ('import ke', BOTH, 'sessions'),
        ('codes 101', '1010 1011 1015', '1000'),
        ('history --stage=', 'dns tcp tls', 'csv'),
        ('--lang=', 'en es pt_BR pt_PT', 'stats'),
    ],
}


class Shell:
    def __init__(self, path, program):
        self.path = path
        self.program = program


class Bash(Shell):
    name = 'bash'

    def offers(self, typed, wanted):
        # As readline cuts it, "=" being a word of its own.
        words = [word for word in re.split(r'(=)| ', f'{self.program} {typed}') if word is not None]
        words = [word for i, word in enumerate(words) if word or i == len(words) - 1]
        script = 'source "$1"; declare $(complete -p "$2" | sed "s/.* -F \\([^ ]*\\).*/function=\\1/"); shift; ' \
            'COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); "$function" 2>/dev/null; printf "%s\\n" "${COMPREPLY[@]}"'
        return subprocess.run(['bash', '--norc', '-c', script, 'bash', self.path, *words], check=True,
                              capture_output=True, text=True).stdout.split()


class Fish(Shell):
    name = 'fish'

    def offers(self, typed, wanted):
        script = 'source $argv[1]; complete -C $argv[2]'
        with tempfile.TemporaryDirectory() as folder:
            lines = subprocess.run(['fish', '--no-config', '-c', script, self.path, f'{self.program} {typed}'],
                                   check=True, env=dict(os.environ, HOME=folder), capture_output=True, text=True).stdout.splitlines()
        return [line.split('\t')[0].split('=')[-1] for line in lines]


class Zsh(Shell):
    """Completes only at a terminal: one is made for it."""
    name = 'zsh'

    def offers(self, typed, wanted):
        pid, terminal = pty.fork()
        if pid == 0:
            os.environ.update(TERM='dumb', COLUMNS='200', LINES='500', PS1='')
            os.execlp('zsh', 'zsh', '-f', '-i')
        try:
            # "READY" is put together, or the echo of the command would be taken for its result.
            self.say(terminal, f"PS1= PROMPT_SP= LISTMAX=9999; unsetopt prompt_sp beep; setopt list_ambiguous no_auto_menu; "
                     f"fpath=({Path(self.path).parent} $fpath); autoload -Uz compinit && compinit -u -D; "
                     "zstyle ':completion:*' list-rows-first yes; stty rows 500 columns 200; echo REA''DY\r")
            self.hear(terminal, ['READY'])
            # It lists nothing while more has been typed: what is listed must be waited for.
            self.say(terminal, f'{self.program} {typed}\t\t')
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


def shell_of(path):
    name = Path(path).name
    if name.startswith('_'):
        return Zsh(path, name.removeprefix('_'))
    return Fish(path, name.removesuffix('.fish')) if name.endswith('.fish') else Bash(path, name)


def main(*paths):
    n_failed = n_tests = 0
    shells = [shell_of(os.path.abspath(path)) for path in paths]
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for name in FILES:
            Path(name).touch()
        for shell in shells:
            for typed, wanted, unwanted in CASES[shell.program]:
                n_tests += 1
                if shutil.which(shell.name) is None:
                    print(f'ok {n_tests} - {shell.name} # SKIP not installed')
                    continue
                offered = shell.offers(typed, wanted.split())
                good = set(wanted.split()) <= set(offered) and unwanted not in offered
                n_failed += not good
                print(f"{'ok' if good else 'not ok'} {n_tests} - {shell.name}: {shell.program} {typed}[Tab]")
                if not good:
                    print(f'# offered: {offered}')
    print(f'1..{n_tests}')
    return 1 if n_failed else 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
