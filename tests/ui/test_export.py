# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes files as a person does: rows are selected, a format is chosen, and a name in the file chooser."""
import csv
import json
import re

from guilib import wait_until
from test_pages import recorded, select_first_two  # noqa: F401
from test_person import open_history, search_history

NEWEST = [('Vega', 1006), ('Orion', 1001)]


def choose_format(dialog, name):
    card = dialog.find('check box', name)
    card.click_until(lambda: 'checked' in card.states)


def export(program, dialog, path, said):
    """The button is there when what will be written has been counted."""
    button = dialog.find('push button', 'Export…')
    wait_until('something to write', lambda: 'sensitive' in button.states)
    button.click()
    program.choose_file(path)
    program.window().find_toast('label', said)
    program.no_window('Export Closes')


def test_exports_a_selection(recorded, tmp_path):  # noqa: F811
    window = open_history(recorded)
    select_first_two(recorded)
    window.find('push button', 'Export 2…').click_until(lambda: recorded.has_window('Export Closes'))
    dialog = recorded.window('Export Closes')
    choose_format(dialog, 'JSON')
    dialog.find('label', '2 closes of 2 sessions will be written')
    export(recorded, dialog, tmp_path / 'two.json', '2 closes exported')
    written = json.loads((tmp_path / 'two.json').read_text(encoding='utf-8'))
    assert sorted((one['session'], one['code']) for one in written) == sorted(NEWEST)


def test_exports_what_is_searched_for(recorded, tmp_path):  # noqa: F811
    """A search is a filter of the export too, and a formula in a reason stays text."""
    window = open_history(recorded)
    search_history(recorded, 'code:4401 ')
    window.find('push button', 'Remove Filter “Code: 4401”')
    recorded.key_until('ctrl+e', lambda: recorded.has_window('Export Closes'))
    dialog = recorded.window('Export Closes')
    choose_format(dialog, 'CSV')
    dialog.find('label', re.compile('^1 close of 1 session will be written'))
    export(recorded, dialog, tmp_path / 'one.csv', '1 close exported')
    with open(tmp_path / 'one.csv', encoding='utf-8', newline='') as stream:
        rows = list(csv.DictReader(stream))
    assert [(row['session'], row['code'], row['reason']) for row in rows] == [('Vega', '4401', "'=1+1")]
