#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Print what a screen reader sees of a program, to write tests from:
    tests/ui/gui-session.sh -- tests/ui/print-tree.py build/src/ui/fecho --demo
"""
import sys

from guilib import Program


def show(thing, depth=0):
    states = sorted(thing.states - {'enabled', 'sensitive', 'visible', 'focusable'})
    size = '{}×{} at {},{}'.format(*thing.box[2:], *thing.box[:2]) if thing.can('Component') else ''
    print('  ' * depth + f'{thing.role} “{thing.name}” {size}', f'({thing.description})' if thing.description else '',
          f'text “{thing.text}”' if thing.can('Text') else '', *states)
    for child in thing.inside():
        show(child, depth + 1)


with Program(*sys.argv[1:]) as program:
    program.window()
    show(program.root)
