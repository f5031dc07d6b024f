#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Put the parameters of function definitions in columns.

Rewrites each FILE of C. A definition is a name in the first column, its list over one or
more lines, and an opening brace in the first column of the next. Types start under each other,
and so do names, the stars standing against them:

    void
    fecho_store_count (FechoStore    *self,
                       const char   **names)

A list that holds a function type or a comment is left as it was written. The semicolon that
uncrustify puts on a line of its own behind a compound literal goes back where it belongs.
"""
import pathlib
import re
import sys

DEFINITION = re.compile(r'^(\w+ \()([^(){};/]+)\)(?=\n\{)', re.MULTILINE)
LOOSE_SEMICOLON = re.compile(r'\n +;$', re.MULTILINE)
PARAMETER = re.compile(r'(\w[\w *]*?) ?(\**)(\w+(?:\[\w*\])*)')


def lay_out(match):
    head, text = match.groups()
    written = [' '.join(part.split()) for part in text.split(',')]
    read = [PARAMETER.fullmatch(re.sub(r'\* (?=\*)', '*', part)) for part in written]
    named = [part.groups() for part in read if part]
    if len(written) < 2 or len(named) < len(written) - written.count('...'):
        return match[0]
    width = max(len(kind) for kind, _, _ in named)
    stars = max(len(star) for _, star, _ in named)
    rows = ['{:<{}} {:>{}}{}'.format(part[1], width, part[2], stars, part[3]) if part else '...' for part in read]
    return head + (',\n' + ' ' * len(head)).join(rows) + ')'


if __name__ == '__main__':
    for path in map(pathlib.Path, sys.argv[1:]):
        path.write_text(DEFINITION.sub(lay_out, LOOSE_SEMICOLON.sub(';', path.read_text(encoding='utf-8'))),
                        encoding='utf-8')
