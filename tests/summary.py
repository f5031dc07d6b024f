#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Add up what ./check did: summary.py N_PASSED N_FAILED [LABEL=TESTLOG.JSON...]

The two numbers count checks that were no test of Meson's, such as a compilation. A test that
failed is named, with its failed cases and the end of its output, and once more at the end. The last line is
`N passed, N failed, N skipped`.
"""
import json
import sys

PASSED = {'OK', 'EXPECTEDFAIL'}
TAIL = 30


def read(path):
    with open(path, encoding='utf-8') as stream:
        return [json.loads(line) for line in stream]


def show(label, test):
    lines = ((test.get('stdout') or '') + (test.get('stderr') or '')).splitlines()
    print(f"\n{test['result']}: {test['name']} ({label}), {test['duration']:.1f} s")
    for line in [line for line in lines[:-TAIL] if line.startswith('not ok')] + lines[-TAIL:]:
        print('  ' + line[:400])


def main(passed, failed, *logs):
    passed, failed, skipped = int(passed), int(failed), 0
    names = []
    for label, path in (log.split('=', 1) for log in logs):
        for test in read(path):
            if test['result'] in PASSED:
                passed += 1
            elif test['result'] == 'SKIP':
                skipped += 1
                print(f"Skipped: {test['name']} ({label})")
            else:
                failed += 1
                show(label, test)
                names.append(f"{test['name']} ({label})")
    if names:
        print('\nFailed: ' + ', '.join(names))
    print(f'{passed} passed, {failed} failed, {skipped} skipped')
    return 1 if failed or not passed else 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
