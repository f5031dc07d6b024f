# SPDX-License-Identifier: GPL-3.0-or-later
"""Talks to a server as a person does: sends, reads the echo, closes with a code."""
import json
import re

from guilib import wait_until
from test_person import add_session, choose, own, question, server  # noqa: F401


def open_messages(program, address, name='127.0.0.1'):
    add_session(program, address)
    choose(program, name)
    program.key_until('alt+4', lambda: program.window().all('text', 'Message'))
    wait_until('the connection', lambda: program.window().all('label', re.compile('^Open for')))


def table(program):
    return program.window().find('tree table', 'Messages')


def rows(program):
    """What stands in each row: time, type, size, content."""
    return [[label.text for label in one.all('label')] for one in table(program).all('table row')
            if one.all('table cell')]


def say(program, text):
    entry = program.window().find('text', 'Message')
    entry.click_until(lambda: 'focused' in entry.states)
    if text.isascii():
        program.write(text)
    else:
        entry.fill(text)
    wait_until('it to be written', lambda: entry.text == text)
    program.key_until('Return', lambda: entry.text == '')


def contents(program):
    return [one[-1] for one in rows(program)]


def test_echo(own, server):  # noqa: F811
    open_messages(own, f'{server}/echo')
    say(own, '{"a":1}')
    wait_until('the echo', lambda: contents(own).count('{"a":1}') == 2)
    assert [one[1] for one in rows(own)][-2:] == ['Text', 'Text']


def test_details_are_pretty(own, server):  # noqa: F811
    open_messages(own, f'{server}/echo')
    say(own, '{"a":[1,true]}')
    wait_until('the echo', lambda: contents(own).count('{"a":[1,true]}') == 2)
    last = table(own).all('table row')[-1]
    last.click_until(lambda: own.window().all('text', 'Content of the Message'))
    whole = own.window().find('text', 'Content of the Message')
    wait_until('its JSON', lambda: whole.text == '{\n  "a": [\n    1,\n    true\n  ]\n}')
    own.window().find('label', re.compile('valid JSON$'))


def test_hostile_text_stands_still(own, server):  # noqa: F811
    open_messages(own, f'{server}/echo')
    say(own, '<b>bold</b> & %s')
    wait_until('it verbatim', lambda: contents(own).count('<b>bold</b> & %s') == 2)


def test_close_with_code_and_reason(own, server):  # noqa: F811
    open_messages(own, f'{server}/echo')
    # The last one: the first is of the filter.
    own.window().all('push button', 'Text')[-1].click_until(own.popovers)
    own.window().find('menu item', 'Close the Connection…').click_until(lambda: len(own.windows()) > 1)
    dialog = question(own, 'Close the Connection?')
    code = dialog.find('text', re.compile('^Code'))
    button = dialog.find('push button', 'Close')
    code.fill('2999')
    wait_until('the code to be refused', lambda: 'sensitive' not in button.states)
    code.fill('4000')
    reason = dialog.find('text', re.compile('^Reason'))
    reason.fill('á' * 62)
    dialog.find('label', '124 of 123 bytes')
    wait_until('the reason to be refused', lambda: 'sensitive' not in button.states)
    reason.fill('enough')
    dialog.find('label', '6 of 123 bytes')
    wait_until('all to be right', lambda: 'sensitive' in button.states)
    button.click_until(lambda: len(own.windows()) == 1)
    wait_until('both Close frames', lambda: len([one for one in rows(own) if one[1] == 'Close']) == 2)
    assert '4000' in [one for one in rows(own) if one[1] == 'Close'][0]
    own.window().find('label', re.compile('“enough”'))


def test_filters_messages(own, server):  # noqa: F811
    """By words, and by direction; what is hidden comes back."""
    open_messages(own, f'{server}/echo')
    for text in ('apple', 'pear'):
        say(own, text)
        wait_until('the echo', lambda text=text: contents(own).count(text) == 2)
    own.window().find('entry', 'Filter messages').click()
    own.write('appl')
    wait_until('apples', lambda: contents(own) == ['apple', 'apple'])
    sent = own.window().find('push button', 'Out')
    sent.click_until(lambda: 'pressed' not in sent.states)
    wait_until('what was received', lambda: contents(own) == ['apple'])
    sent.click_until(lambda: 'pressed' in sent.states)
    own.window().find('entry', 'Filter messages').click()
    own.key('ctrl+a', 'BackSpace')
    wait_until('all', lambda: {'apple', 'pear'} <= set(contents(own)))


def test_saves_messages(own, server, tmp_path):  # noqa: F811
    """As JSON Lines, in the order they went."""
    open_messages(own, f'{server}/echo')
    say(own, 'caf\u00e9 = "2"')
    wait_until('the echo', lambda: contents(own).count('caf\u00e9 = "2"') == 2)
    own.window().find('push button', 'More').click_until(own.popovers)
    own.window().find('menu item', 'Save Messages…').click()
    own.choose_file(tmp_path / 'said.jsonl')
    own.window().find_toast('label', re.compile('messages saved$'))
    lines = [json.loads(line) for line in (tmp_path / 'said.jsonl').read_text(encoding='utf-8').splitlines()]
    assert [(line['direction'], line['type'], line['text']) for line in lines[-2:]] == [
        ('out', 'text', 'caf\u00e9 = "2"'), ('in', 'text', 'caf\u00e9 = "2"')]
