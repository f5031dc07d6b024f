#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever a peer wrote comes out of every kind of export as it was, read by parsers that are not ours. TAP."""
import csv
import html.parser
import io
import json
import os
import subprocess
import sys
import tempfile
import unicodedata

CLI = os.environ['FECHO_CLI']
FORMULA = ('=', '+', '-', '@', '\t', '\r')
# What the report is written with; all else would be a peer's.
TAGS = {'html', 'head', 'meta', 'title', 'style', 'body', 'svg', 'defs', 'symbol', 'path', 'circle', 'use', 'g', 'rect',
        'header', 'main', 'section', 'footer', 'h1', 'h2', 'p', 'div', 'span', 'b', 'br', 'table', 'thead', 'tbody', 'tr',
        'th', 'td', 'ul', 'li'}
VOID = {'meta', 'br', 'path', 'circle', 'use', 'rect'}

results = []


def check(name, good, *details):
    results.append(good)
    print(f'{"ok" if good else "not ok"} {len(results)} - {name}')
    for detail in [] if good else details:
        print('#', repr(detail))


class Report(html.parser.HTMLParser):
    """Elements that are closed in order, attributes that act, and the cells of the last table."""

    def __init__(self):
        super().__init__()
        self.open = []
        self.strange = []
        self.reasons = []

    def handle_starttag(self, tag, attrs):
        if tag not in TAGS or any(key.startswith('on') or key in ('src', 'style') for key, _ in attrs):
            self.strange.append((tag, attrs))
        if tag not in VOID:
            self.open.append((tag, dict(attrs).get('class')))
        if self.open[-1:] == [('td', 'reason')]:
            self.reasons.append('')

    def handle_startendtag(self, tag, attrs):
        if tag not in TAGS:
            self.strange.append((tag, attrs))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop()[0] != tag:
            self.strange.append(('/' + tag, self.open[-3:]))

    def handle_data(self, data):
        if self.open[-1:] == [('td', 'reason')]:
            self.reasons[-1] += data


def run(*arguments, **options):
    return subprocess.run([CLI, *arguments], check=True, stdout=subprocess.PIPE, **options).stdout.decode()


def row(index, text):
    return {'url': f'wss://a.example/{index}', 'session': text or 'none', 'closed_at': f'2026-11-24T10:{index // 60:02}:{index % 60:02}Z',
            'life_ms': 1000, 'code': 4000, 'stage': 'closing', 'was_clean': True, 'closed_by': 'server', 'reason': text}


def has_filler(text):
    """A letter that nobody sees, which is shown by its number."""
    return any('FILLER' in unicodedata.name(letter, '') for letter in text)


def main(texts):
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(XDG_DATA_HOME=folder, HOME=folder)
        database, lines = os.path.join(folder, 'history.db'), os.path.join(folder, 'events.jsonl')
        with open(lines, 'w', encoding='utf-8') as file:
            file.writelines(json.dumps(row(index, text)) + '\n' for index, text in enumerate(texts))
        run('--db', database, 'import', lines)

        def export(*arguments):
            return run('--db', database, 'export', *arguments)

        check(f'{len(texts)} texts, at least 40', len(texts) >= 40)
        events = json.loads(export('--format', 'json'))
        check('JSON', [event['reason'] for event in events] == texts)
        events = [json.loads(line) for line in export('--format', 'jsonl').splitlines()]
        check('JSON Lines', [event['reason'] for event in events] == texts)
        check('JSON Lines are lines', len(export('--format', 'jsonl').split('\n')) == len(texts) + 1)

        cells = [event['reason'] for event in csv.DictReader(io.StringIO(export('--format', 'csv', '--raw'), newline=''))]
        check('CSV, raw', cells == texts, [pair for pair in zip(cells, texts) if pair[0] != pair[1]])
        cells = [event['reason'] for event in csv.DictReader(io.StringIO(export('--format', 'csv'), newline=''))]
        check('CSV has the same texts behind an apostrophe', [cell.removeprefix("'") for cell in cells] ==
              [text.removeprefix("'") for text in texts])
        check('no cell of it is a formula', not [cell for cell in cells if cell.startswith(FORMULA)])

        report = Report()
        page = export('--format', 'html')
        report.feed(page)
        check('HTML has only elements of its own', not report.strange, report.strange[:5])
        check('every element of it is closed', report.open == [], report.open)
        check('it has a row for each event', len(report.reasons) == len(texts), len(report.reasons))
        plain = [index for index, text in enumerate(texts) if text.isprintable() and not has_filler(text)]
        check('printable texts stand there as they are', len(plain) > 10 and
              all(report.reasons[index] == texts[index] for index in plain),
              [(report.reasons[index], texts[index]) for index in plain if report.reasons[index] != texts[index]][:3])

        copy = os.path.join(folder, 'copy.db')
        export('--format', 'sqlite', '--file', copy)
        same = [json.loads(line)['reason'] for line in run('--db', copy, 'export', '--format', 'jsonl').splitlines()]
        check('the SQLite copy has them too', same == texts)
    print(f'1..{len(results)}')
    return 0 if all(results) else 1


if __name__ == '__main__':
    printed = subprocess.run([sys.argv[1]], check=True, stdout=subprocess.PIPE).stdout
    sys.exit(main([bytes.fromhex(line).decode() for line in printed.decode().split('\n')[:-1]]))
