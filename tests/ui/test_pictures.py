# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes a picture of every view, and reads from it that what it shows has its shape, its colour and
its place. PICTURES_STYLE names how the session looks, see meson.build; the pictures go into
PICTURES_FOLDER, each that has a picture in PICTURES_DESIGNS once more beside that one in "pairs".
Warnings are fatal for the program.
"""
import os
import re
import subprocess
from pathlib import Path

import pytest
from guilib import Program, Thing, run, wait_until
from pixels import Picture
from scene import Scene

STYLE = os.environ['PICTURES_STYLE']
FOLDER = Path(os.environ['PICTURES_FOLDER'])
DESIGNS = Path(os.environ['PICTURES_DESIGNS'])
NARROW = STYLE == 'narrow'
DARK = STYLE == 'dark'
SIZE = (360, 800) if NARROW else (1280, 800)

# Of the palette: light, dark.
COLORS = {
    'abnormal': (0x950a22, 0xff4a5c),
    'server': (0xdc6800, 0xff8f0f),
    'policy': (0x756400, 0xf8d94f),
    'protocol': (0xa257e8, 0xad75fc),
    'library': (0x2b2833, 0xf6f5f4),
    'application': (0x1b47b0, 0x8dbafa),
    'normal': (0x159a94, 0x12a8a0),
    'open': (0xbfe3cd, 0x234a37),
    'down': (0xb3202c, 0xff7b63),
}
# Of a session that was open, in the sidebar.
STRIP = 0x4f9f74
# What a lane shows that has no pills: its place in the list, what it is, how many.
GLYPHS = [
    (0, 'abnormal', 'cross', 1),
    (1, 'protocol', 'diamond', 2),
    (5, 'policy', 'barred disc', 3),
    (5, 'server', 'triangle', 2),
    (6, 'library', 'hollow square', 3),
    (0, 'normal', 'ring', 1),
]
# The closes of the second session, in hours before now.
HOURS = (18.5, 11.2, 5.05)
N_SESSIONS = 12
# A key of each view, and the picture of the design; of dialogs the key that opens them.
VIEWS = {
    'statistics': ('alt+2', {'light': '02-statistics-light', 'dark': '02-statistics-dark'}),
    'history': ('alt+3', {'light': '03-history'}),
    'messages': ('alt+4', {'light': '07-messages', 'pt-br': '07-messages'}),
}
WINDOWS = {
    'session-dialog': ('ctrl+n', {'light': '04-session-dialog'}),
    'codes': ('ctrl+k', {'pt-br': '05-code-reference-pt-br'}),
    'export': ('ctrl+e', {'light': '09-export-dialog', 'pt-br': '09-export-dialog'}),
    'preferences': ('ctrl+comma', {}),
}
TIMELINES = {'light': '01-timeline-light', 'dark': '01-timeline-dark', 'pt-br': '01-timeline-pt-br',
             'narrow': '08-timeline-narrow'}


def told(look):
    """What AT-SPI tells; an object that vanishes meanwhile is asked for again."""
    return wait_until('an answer', look)


def color(name):
    return COLORS[name][1 if DARK else 0]


@pytest.fixture(scope='module')
def scene():
    with Scene(SIZE) as scene:
        wait_until('eight open sessions', lambda: any(re.search(r'^8\D+12\b', text) for text in scene.window.labels))
        wait_until('the closes', lambda: scene.n_closes > 90)
        park_pointer()
        yield scene


def park_pointer():
    """Where nothing is, so that nothing is lit up."""
    run('xdotool', 'mousemove', '--sync', SIZE[0] + 300 if NARROW else SIZE[0] + 35, 5)


def take(name, program, window, designs):
    """The picture of a window as it stands, and the pair."""
    (FOLDER / 'pairs').mkdir(parents=True, exist_ok=True)
    path = FOLDER / f'{name}-{STYLE}.png'
    program.picture(path, window)
    design = DESIGNS / (designs.get(STYLE, 'none') + '.png')
    if design.exists():
        subprocess.run(['convert', str(path), str(design), '+append', str(FOLDER / 'pairs' / path.name)], check=True)
    return path


def take_when(what, name, program, window, look, designs=None):
    """Again and again until the picture shows it: what is drawn comes after what is told."""
    picture = None

    def shows():
        nonlocal picture
        picture = Picture(take(name, program, window, designs or {}))
        return look(picture)

    wait_until(what, shows)
    return picture


def lane_box(scene, nth):
    """The strip of the bar in a lane."""
    left, top, width, height = told(lambda: scene.lanes and scene.lanes.box)
    lane = height // N_SESSIONS if not NARROW else 48
    middle = top + lane * nth + (lane // 2 if not NARROW else 33)
    return left, middle - 7, width, 15


def glyphs(picture, scene, lane, name):
    """The marks that are as large as a glyph: those of pills and edges are not."""
    marks = picture.marks(lane_box(scene, lane), color(name))
    return [mark for mark in marks if 6 <= mark[2] - mark[0] <= 13 and 6 <= mark[3] - mark[1] <= 13]


def contains(outer, inner):
    return (outer[0] <= inner[0] and outer[1] <= inner[1] and inner[0] + inner[2] <= outer[0] + outer[2]
            and inner[1] + inner[3] <= outer[1] + outer[3])


class Label:
    """A text that is shown, the box of what scrolls around it, and whether it is that of a button."""

    def __init__(self, thing, pane, in_button):
        self.thing, self.pane, self.in_button = thing, pane, in_button
        self.text, self.box = thing.text, thing.box

    def floats_over(self, other):
        """A button wholly over a list that it is not in, as the way to its newest row."""
        return self.in_button and other.pane not in (None, self.pane) and contains(other.pane, self.box)

    def collides_with(self, other):
        return overlap(self.box, other.box) and not (self.floats_over(other) or other.floats_over(self))


def shown_labels(thing, clip, pane=None, in_button=False):
    """Those of the window that are whole in what scrolls around them."""
    for child in thing.inside():
        if not child.can('Component') or 'visible' not in child.states:
            continue
        left, top, width, height = child.box
        # The title of a row to write in stands twice in its place.
        if width <= 0 or height <= 0 or child.role in ('text', 'entry'):
            continue
        inner = clip
        inner_pane = pane
        if child.role == 'scroll pane':
            inner = (max(clip[0], left), max(clip[1], top), min(clip[2], left + width), min(clip[3], top + height))
            inner_pane = (left, top, width, height)
        if child.role == 'tree table':
            # Rows scroll away under their titles.
            for titles in child.all('table row')[:1]:
                yield from shown_labels(titles, inner, pane, in_button)
                inner = (inner[0], max(inner[1], titles.box[1] + titles.box[3]), *inner[2:])
        inside = inner[0] <= left and inner[1] <= top and left + width <= inner[2] and top + height <= inner[3]
        if child.role == 'label' and child.text.strip():
            if inside:
                yield Label(child, pane, in_button)
        else:
            yield from shown_labels(child, inner, inner_pane, in_button or child.role == 'push button')


def overlap(one, other):
    """By more than what letters leave empty of their box."""
    across = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    down = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    return across > 3 and down > 5


def assert_nothing_overlaps(window):
    left, top, width, height = window.box

    def find():
        """In a list, which is true also where it is empty. While the window was looked through, a list that
        goes on may have moved under the look: what overlaps does so also when the two are asked once more."""
        labels = list(shown_labels(window, (left, top, left + width, top + height)))
        return [[(label.text, other.text) for i, label in enumerate(labels) for other in labels[:i]
                 if label.collides_with(other) and overlap(label.thing.box, other.thing.box)]]

    # What is being laid out stands still in the end.
    wait_until('labels beside one another', lambda: find() == [[]] or None)


@pytest.fixture
def places(scene):
    """Where things are, for what is looked at there."""
    if not scene.program.tells_places:
        pytest.skip('GTK tells wrong places')


def test_timeline(scene, places):
    picture = take_when('the glyphs', 'timeline', scene.program, scene.window,
                        lambda picture: NARROW or len(glyphs(picture, scene, 6, 'library')) == 3, TIMELINES)
    lanes, density = told(lambda: scene.lanes and scene.lanes.box), told(lambda: scene.density and scene.density.box)
    lanes = (*lanes[:3], min(lanes[3], SIZE[1] - 80 - lanes[1]))
    assert picture.count(lanes, color('open'), 6) > 2000
    assert picture.count(lanes, color('down'), 12) > 60
    for name in ('abnormal', 'server', 'policy', 'protocol', 'library', 'application', 'normal'):
        assert picture.count(density, color(name)) > 2, name
    assert density[1] + density[3] <= lanes[1]
    assert_nothing_overlaps(scene.window)


@pytest.mark.skipif(NARROW, reason='lanes are in another order')
def test_glyphs(scene, places):
    picture = Picture(take('timeline', scene.program, scene.window, TIMELINES))
    for lane, name, shape, n in GLYPHS:
        marks = glyphs(picture, scene, lane, name)
        assert [picture.shape(mark, color(name)) for mark in marks] == [shape] * n, (lane, name, marks)


@pytest.mark.skipif(NARROW, reason='lanes are in another order')
def test_time_goes_to_the_right(scene, places):
    """In every language; and as far as it took."""
    picture = Picture(take('timeline', scene.program, scene.window, TIMELINES))
    places = [mark[0] + mark[2] for mark in glyphs(picture, scene, 1, 'protocol') + glyphs(picture, scene, 1, 'abnormal')]
    assert len(places) == len(HOURS)
    ratio = (HOURS[0] - HOURS[1]) / (HOURS[1] - HOURS[2])
    assert abs((places[1] - places[0]) / (places[2] - places[1]) - ratio) < 0.05


def test_details(scene, request):
    """The last closes of those that were open are Fecho's own: the ninth back is another's."""
    if NARROW:
        request.getfixturevalue('places')
        scene.program.key('F4')
    wait_until('the last closes', lambda: any(re.match(r'1001\b', text) for text in scene.window.labels))
    # Beside the main code of the verdict.
    scene.program.seek('alt+Left', lambda: scene.window.labels.count('1006') > 1)
    wait_until('its steps', lambda: scene.stepper)
    head = (0, 50, SIZE[0], 60)
    take_when('the large glyph', 'details', scene.program, scene.window,
              lambda picture: any(picture.count(head, color(name)) > 250 for name in COLORS),
              TIMELINES if not NARROW else {})
    assert_nothing_overlaps(scene.window)
    if NARROW:
        scene.program.key('F4')


def shows_sidebar(scene, tmp_path):
    """Where it is folded AT-SPI tells the same places of what is over the other: by the strips of the last day."""
    path = tmp_path / 'sidebar.png'
    scene.program.picture(path, scene.window)
    return Picture(path).count(told(lambda: scene.sidebar[0].box), STRIP, 10) > 200


def choose(scene, tmp_path, find_row):
    """A row of the sidebar. Folded it is shown for that, and makes room again for the view."""
    if NARROW:
        scene.program.key_until('F9', lambda: shows_sidebar(scene, tmp_path))
    # It is gone for a moment where the list is made anew.
    told(find_row).click_until(lambda: any('selected' in row.states for row in [find_row()] if row))
    if NARROW:
        wait_until('the view', lambda: not shows_sidebar(scene, tmp_path))


def all_sessions(scene):
    """The first row, above those that say a state."""
    first = scene.sidebar[0].accessible.get_parent()
    return Thing(scene.program, first.get_child_at_index(0))


@pytest.fixture
def one_session(scene, tmp_path, request):
    """The messages are of one session: the first. Where it is narrow the sidebar is known by its place."""
    if NARROW:
        request.getfixturevalue('places')
    choose(scene, tmp_path, lambda: next(iter(scene.sidebar), None))
    yield
    choose(scene, tmp_path, lambda: all_sessions(scene))
    park_pointer()


def many_messages(scene):
    # The table before theirs is that of the history.
    return wait_until('messages', lambda: [one for one in scene.window.all('tree table')[-1:]
                                           if len(one.all('table row')) > 14])[0]


def select_message(scene, table):
    """One of many, which is then shown whole: they move up, so it is the one that is just there."""
    table.click(120, 200)
    wait_until('one of them whole', lambda: any(one.name for one in scene.window.all('text') if one.box[2] > 200
                                                and '"tick"' in one.text))
    park_pointer()


def show_view(scene, key):
    tabs = scene.window.all('page tab')
    scene.program.key_until(key, lambda: 'selected' in tabs[int(key[-1]) - 1].states)


def take_view(scene, name):
    inner = (0, 60, SIZE[0], SIZE[1] - 120)
    picture = take_when('the view', name, scene.program, scene.window,
                        lambda picture: picture.n_colors(inner) > 20, VIEWS[name][1])
    assert (picture.width, picture.height) == SIZE
    assert_nothing_overlaps(scene.window)
    return picture


@pytest.mark.parametrize('name', ['statistics', 'history'])
def test_view(scene, name):
    show_view(scene, VIEWS[name][0])
    picture = take_view(scene, name)
    if name == 'history':
        table = told(lambda: scene.window.all('tree table')[0])
        titles = told(lambda: [title.box for title in table.all('table row')[0].all('label') if title.text])
        assert titles and min(picture.contrast(box) for box in titles if box[0] + box[2] < SIZE[0]) >= 4.5


def test_messages(scene, one_session):
    show_view(scene, VIEWS['messages'][0])
    table = many_messages(scene)
    if not NARROW:
        select_message(scene, table)
    take_view(scene, 'messages')


def test_states_of_sessions(scene):
    """By shape and colour: as many as states that stand out."""
    if NARROW:
        scene.program.key_until('F9', lambda: scene.sidebar)
    rows = told(lambda: [(row.name.split(',')[1][:6], row.box) for row in scene.sidebar])
    picture = take_when('the icons', 'sidebar', scene.program, scene.window,
                        lambda picture: all(picture.n_colors(box) > 3 for _, box in rows[:8]))
    assert len(rows) == N_SESSIONS
    assert len({state for state, _ in rows}) >= 4
    icons = [{picture.at(x, y) for x in range(box[0], box[0] + box[2]) for y in range(box[1] + 8, box[1] + box[3] - 8)}
             for _, box in rows[:8]]
    # Open, waiting and stopped have colours that the others have not.
    assert icons[0] - icons[2] and icons[2] - icons[0] and icons[5] - icons[0] - icons[2]
    assert_nothing_overlaps(scene.window)


@pytest.mark.parametrize('name', list(WINDOWS))
def test_window(scene, places, name):
    """Over the window, as it opens; also one of 360 pixels."""
    key, designs = WINDOWS[name]
    before = told(lambda: {window.name for window in scene.program.windows()})

    def opened():
        return [window for window in scene.program.windows() if window.name not in before]

    try:
        scene.program.key_until(key, opened)
        window = wait_until('the window', lambda: next((one for one in opened() if one.box[2] > 100), None))
        if NARROW:
            # Folded first: it is narrower then.
            scene.program.resize(window, 600, SIZE[1])
            scene.program.resize(window, *SIZE)
        shown = window if NARROW else scene.window
        take_when('its contents', name, scene.program, shown,
                  lambda picture: picture.n_colors((0, 0, picture.width, picture.height)) > 20, designs)
        assert_nothing_overlaps(window)
    finally:
        scene.program.key_until('Escape', lambda: not opened())


def test_nothing_was_warned_of(scene):
    assert 'WARNING' not in scene.program.output and 'CRITICAL' not in scene.program.output
    assert scene.program.process.poll() is None


def test_first_start(tmp_path):
    with Program(os.environ['FECHO'], '--db', str(tmp_path / 'history.db')) as program:
        window = program.window()
        program.resize(window, *SIZE)
        take_when('the page', 'first-start', program, window,
                  lambda picture: picture.n_colors((0, 0, *SIZE)) > 20, {'light': '06-first-start'})
        assert len(window.all('push button')) >= 4
        assert_nothing_overlaps(window)
