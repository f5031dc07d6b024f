# SPDX-License-Identifier: GPL-3.0-or-later
"""Uses Fecho as a person does: what is on the screen is read through AT-SPI, the bus of screen
readers, and keys and clicks go through the X server. For tests inside gui-session.sh.

What GTK 4.8 tells wrongly is put right here, so that tests need not know it:

* Places are right only inside a window. Asked for a place on the screen, GTK warns, which ends a
  program that runs with fatal warnings. So the window is found in X by its title, and the
  difference of the two sizes is its shadow.
* The contents of a popover have the right size and the wrong place. A popover is an X window, so
  it is known by its size.
* Hardly anything has the state "showing": a thing shows when it is visible and has a size.
* A button with a mnemonic is called "_Add Add".
* The text of a label comes only when its length is asked for first.
* A toggle button is a "push button", a switch a "check box"; newer versions name them apart.

GTK 4.18 tells places that are up to 18 pixels off: a small button is asked to act, not clicked.
"""
import os
import re
import subprocess
import tempfile
import time
from itertools import islice

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

PATIENCE_S = float(os.environ.get('GUI_TEST_TIMEOUT', '20'))
LOOK_AGAIN_MS = 40
# A key or a click is tried again after so long, and after so many looks: each is answered by the
# program, which is as slow in this as in what was asked of it.
AGAIN_S = 2
LOOKS_AGAIN = 6
OLD_ROLES = {'button': 'push button', 'toggle button': 'push button', 'switch': 'check box',
             'radio button': 'check box', 'grouping': 'panel'}
# Its middle is hit whatever is told of its place.
SURELY_HIT = 36
TOPLEVELS = ('frame', 'dialog', 'alert')


def looked(look):
    """None where an object vanished while it was looked at, or a list has no such row at that moment."""
    try:
        return look()
    except (GLib.Error, IndexError):
        return None


def wait_until(what, look, patience_s=PATIENCE_S, least_looks=4):
    """The first true answer of look(). An object that vanished while looked at is looked for again. On
    a busy machine one look through a large window may take half of the patience."""
    deadline = time.monotonic() + patience_s
    loop = GLib.MainLoop()
    looks = 0
    while True:
        answer = looked(look)
        if answer:
            return answer
        looks += 1
        if time.monotonic() > deadline and looks >= least_looks:
            raise AssertionError(f'waited {patience_s:g} s in vain for {what}')
        GLib.timeout_add(LOOK_AGAIN_MS, loop.quit)
        loop.run()


def do_until(what, act, look, tries=8, again_s=AGAIN_S, looks=LOOKS_AGAIN):
    """Acts until the effect is seen. What turns something off and on must not be done twice only
    because the program is slow; what cannot be done any more has had its effect, or soon has."""
    for _ in range(tries):
        try:
            act()
            return wait_until(what, look, again_s, looks)
        except (AssertionError, GLib.Error):
            answer = looked(look)
        if answer:
            return answer
    return wait_until(what, look)


def run(*command):
    return subprocess.run([str(part) for part in command], check=False, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout


def spoken_once(name):
    """ "_Add Add" is "Add". """
    for middle in (len(name) // 2, len(name) // 2 + 1):
        marked, plain = name[:middle].strip(), name[middle:].strip()
        if '_' in marked and marked.replace('_', '', 1) == plain:
            return plain
    return name


class Thing:
    """Something on the screen."""

    def __init__(self, program, accessible):
        self.program = program
        self.accessible = accessible

    def __repr__(self):
        return f'<{self.role} “{self.name}”>'

    @property
    def role(self):
        role = self.accessible.get_role_name()
        return OLD_ROLES.get(role, role)

    @property
    def name(self):
        return spoken_once(self.accessible.get_name() or '')

    @property
    def description(self):
        return self.accessible.get_description() or ''

    @property
    def states(self):
        return {state.value_nick for state in self.accessible.get_state_set().get_states()}

    def can(self, interface):
        return interface in self.accessible.get_interfaces()

    @property
    def text(self):
        if not self.can('Text'):
            return self.name
        return Atspi.Text.get_text(self.accessible, 0, Atspi.Text.get_character_count(self.accessible))

    @property
    def box(self):
        """Left, top, width and height inside the window."""
        extents = self.accessible.get_extents(Atspi.CoordType.WINDOW)
        return extents.x, extents.y, extents.width, extents.height

    @property
    def shows(self):
        if not self.can('Component'):
            return True
        _, _, width, height = self.box
        return 'visible' in self.states and width > 0 and height > 0

    def inside(self):
        """What is directly in it."""
        for i in range(self.accessible.get_child_count()):
            child = self.accessible.get_child_at_index(i)
            if child is not None:
                yield Thing(self.program, child)

    def everything(self, hidden=False):
        """It and all that is in it, outer before inner. A hidden part is left out with what is in it."""
        yield self
        for child in self.inside_now(hidden):
            yield from child.everything(hidden)

    def inside_now(self, hidden):
        """What vanishes while it is looked at is not there; what is beside it is."""
        def is_there(child):
            return hidden or not child.can('Component') or 'visible' in child.states

        return [child for child in looked(lambda: list(self.inside())) or [] if looked(lambda: is_there(child))]

    def fits(self, role, name, hidden=False):
        """name: a string is the whole name or text, a pattern is looked for in either. Both are
        compared as if no-break spaces were common ones."""
        try:
            if role is not None and self.role != role:
                return False
            said = [text.replace('\u00a0', ' ') for text in (self.name, self.text)]
            told = any(name.search(text) for text in said) if isinstance(name, re.Pattern) else name in (None, *said)
            return told and (hidden or self.shows)
        except GLib.Error:
            return False

    def each(self, role=None, name=None, hidden=False):
        return (thing for thing in self.everything(hidden) if thing.fits(role, name, hidden))

    def all(self, role=None, name=None, hidden=False):
        return list(self.each(role, name, hidden))

    def find(self, role=None, name=None, patience_s=PATIENCE_S, hidden=False):
        return wait_until(f'{role or "anything"} “{name}” in {self}',
                          lambda: next(self.each(role, name, hidden), None), patience_s)

    def toast(self, role, name):
        """In what a window says for a few seconds, which lies over everything else, not far inside:
        on a busy machine a look through the whole window takes longer. None: not there."""
        over = self
        for _ in range(9):
            inside = list(over.inside())
            for last in inside[1:][-1:]:
                found = next((thing for thing in islice(last.everything(), 12) if thing.fits(role, name)), None)
                if found is not None:
                    return found
            over = inside[0] if inside else over
        return None

    def find_toast(self, role, name):
        return wait_until(f'the toast with {role} “{name}” in {self}', lambda: self.toast(role, name))

    @property
    def labels(self):
        texts = (looked(lambda: thing.text) for thing in self.each('label'))
        return [text for text in texts if text]

    def act(self, action='click'):
        """Does it without a pointer, as a screen reader would."""
        count = Atspi.Action.get_n_actions(self.accessible)
        names = [Atspi.Action.get_action_name(self.accessible, i) for i in range(count)]
        assert Atspi.Action.do_action(self.accessible, names.index(action))

    def do_first_action(self):
        """The button inside a menu button does what is asked, the outer one does not."""
        assert Atspi.Action.do_action(self.all('push button')[-1].accessible, 0)

    def fill(self, text):
        assert Atspi.EditableText.set_text_contents(self.accessible, text)

    def point(self, x=None, y=None):
        """A place on the screen: its middle, or the given distance from its left top corner."""
        left, top, width, height = self.box
        left += width // 2 if x is None else x
        top += height // 2 if y is None else y
        popovers = self.program.popovers()
        thing = self
        while thing.role not in TOPLEVELS or not thing.is_toplevel():
            if popovers and thing.can('Component'):
                inner_left, inner_top, *size = thing.box
                for popover_left, popover_top, *popover_size in popovers:
                    if size == popover_size:
                        return popover_left + left - inner_left, popover_top + top - inner_top
            thing = Thing(self.program, thing.accessible.get_parent())
        origin_left, origin_top = self.program.origin(thing)
        return origin_left + left, origin_top + top

    def is_toplevel(self):
        return self.accessible.get_parent().get_role() == Atspi.Role.APPLICATION

    def hover(self, x=None, y=None):
        if self.box[2] == 0:  # an error where it is gone
            wait_until(f'{self} to have a size', lambda: self.box[2] > 0)
        run('xdotool', 'mousemove', '--sync', *self.point(x, y))

    def is_under_pointer(self, x=None, y=None):
        found = dict(line.split('=', 1) for line in run('xdotool', 'getmouselocation', '--shell').split())
        return [int(found['X']), int(found['Y'])] == [round(part) for part in self.point(x, y)]

    def reach(self, x=None, y=None):
        """What appears meanwhile may move it: a person's hand follows."""
        self.hover(x, y)
        wait_until(f'{self} to stand still', lambda: self.is_under_pointer(x, y) or self.hover(x, y))

    def click(self, x=None, y=None, button=1, times=1):
        self.reach(x, y)
        run('xdotool', 'click', '--repeat', times, '--delay', 30, button)

    def click_until(self, look, tries=8):
        """Clicks until the effect is seen: a click is lost on what is still moving to its place."""
        blind = not self.program.tells_places and self.role == 'push button' and self.box[3] < SURELY_HIT
        return do_until(f'the effect of a click on {self}', self.do_first_action if blind else self.click, look, tries)


class Program:
    """A running program; use it with `with`, which ends it."""

    def __init__(self, *command, env=None, fatal='fatal-warnings', cwd=None):
        self.log = tempfile.NamedTemporaryFile('w+', suffix='.log', dir=os.environ.get('GUI_SESSION_DIR'))
        # Fatal for the program alone: libatspi warns in this process.
        environment = dict(os.environ, **({'G_DEBUG': fatal} if fatal else {}), **(env or {}))
        self.process = subprocess.Popen(command, stdout=self.log, stderr=self.log, env=environment, cwd=cwd)
        Atspi.init()
        try:
            self.root = Thing(self, wait_until(f'{command[0]} to show itself to AT-SPI', self._look))
        except BaseException:
            self.end()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end()

    def _look(self):
        assert self.process.poll() is None, f'it ended with {self.process.returncode}:\n{self.output}'
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            program = desktop.get_child_at_index(i)
            if program is not None and program.get_process_id() == self.process.pid and program.get_child_count():
                return program
        return None

    @property
    def tells_places(self):
        version = self.root.accessible.get_toolkit_version()
        return [int(part) for part in version.split('.')[:2]] < [4, 10]

    @property
    def output(self):
        with open(self.log.name, encoding='utf-8', errors='replace') as stream:
            return stream.read()

    def windows(self):
        return [thing for thing in self.root.inside() if thing.shows]

    def has_window(self, name):
        return name in [window.name for window in self.windows()]

    def window(self, name=None):
        return wait_until(f'window “{name}”', lambda: next(
            (window for window in self.windows() if name in (None, window.name)), None))

    def window_with(self, role, name):
        """The last one first: the large one, which takes the longest to look through, was there before."""
        return wait_until(f'a window with {role} “{name}”', lambda: next(
            (window for window in reversed(self.windows()) if next(window.each(role, name), None)), None))

    def no_window(self, name):
        wait_until(f'window “{name}” to close', lambda: not self.has_window(name))

    def choose_file(self, path):
        """In the file chooser of GTK, in 4.8 a toplevel without a role of its own: its name is written, and
        Return saves it. That it is gone, and the dialog that asked for it, is asked of X: while they
        go, GTK 4.8 answers a question for its toplevels with a warning."""
        def chooser():
            shown = self.windows()
            return next((thing for thing in shown if thing.role not in TOPLEVELS), shown[-1])

        name = wait_until('the file chooser', lambda: chooser() and next(chooser().each('text', 'Name:'), None))
        name.fill(str(path))
        wait_until('the name to be there', lambda: name.text == str(path))
        self.key_until('Return', lambda: len(self.x_windows()) == 1)

    def x_windows(self):
        return run('xdotool', 'search', '--onlyvisible', '--all', '--pid', self.process.pid, '--name', '').split()

    def x_window(self, window):
        return wait_until(f'the X window of {window}', lambda: next(
            (x for x in self.x_windows() if run('xdotool', 'getwindowname', x).strip() == window.name), None))

    @staticmethod
    def geometry(x_window):
        pairs = dict(line.split('=', 1) for line in run('xdotool', 'getwindowgeometry', '--shell', x_window).split())
        return [int(pairs[key]) for key in ('X', 'Y', 'WIDTH', 'HEIGHT') if key in pairs]

    def popovers(self):
        titles = {window.name for window in self.root.inside()}
        boxes = [self.geometry(x) for x in self.x_windows() if run('xdotool', 'getwindowname', x).strip() not in titles]
        # One that has gone since it was listed has none.
        return [box for box in boxes if box]

    def origin(self, window):
        x_window = self.x_window(window)
        left, top, width, height = self.geometry(x_window)
        inner_left, inner_top, inner_width, inner_height = window.box
        frame = re.search(r'= (\d+), \d+, (\d+), \d+', run('xprop', '-id', x_window, '_GTK_FRAME_EXTENTS'))
        shadow = [int(side) for side in frame.groups()] if frame else [
            (width - inner_width) // 2, (height - inner_height) // 2]
        return left + shadow[0] - inner_left, top + shadow[1] - inner_top

    def has_focus(self, window=None):
        """A key that is pressed now reaches the program, or this window of it."""
        focused = run('xdotool', 'getwindowfocus').strip()
        # Without a window manager the keys follow the pointer.
        if focused in ('', '0', '1') or self.process.poll() is not None:
            return True
        return focused in (self.x_windows() if window is None else [self.x_window(window)])

    def key(self, *keys):
        # A window that has just been shown is still without it, and so is the one under a window
        # that has just been closed.
        wait_until('the focus', self.has_focus)
        for key in keys:
            run('xdotool', 'key', '--clearmodifiers', key)

    def key_until(self, key, look, tries=8):
        """Presses until the effect is seen: a key is lost on a popover that is just opening."""
        return do_until(f'the effect of {key}', lambda: self.key(key), look, tries)

    def seek(self, key, look, tries=40):
        """Presses what goes on from one to the next, until it has come to the right one."""
        return do_until(f'what {key} comes to', lambda: self.key(key), look, tries, again_s=1, looks=1)

    def write(self, text, window=None):
        """With the keys of an American keyboard. For a sign it has no key for, one would be bound that
        moment, and the program may read the key before it hears of the binding: fill() writes those."""
        assert text.isascii()
        wait_until('the focus', lambda: self.has_focus(window))
        run('xdotool', 'type', '--delay', 8, text)

    def resize(self, window, width, height):
        """To this size without the shadow."""
        x_window = self.x_window(window)
        asked = None

        def fits():
            nonlocal asked
            is_now = list(window.box[2:])
            # Its border may still be on its way too: asked again whenever it has another size.
            if is_now != [width, height] and asked != is_now:
                _, _, x_width, x_height = self.geometry(x_window)
                run('xdotool', 'windowsize', x_window, width + x_width - is_now[0], height + x_height - is_now[1])
                asked = is_now
            return is_now == [width, height]

        wait_until(f'{window} to be {width} × {height}', fits)

    def picture(self, path, window=None):
        """Of one window without its shadow, or of the whole screen with its popovers."""
        crop = []
        if window is not None:
            left, top, width, height = [*self.origin(window), *window.box[2:]]
            crop = ['-crop', f'{width}x{height}+{left}+{top}', '+repage']
        subprocess.run(['import', '-silent', '-window', 'root', *crop, str(path)], check=True)

    def activate(self, action, application='io.github.fecho.Fecho', parameter='[]'):
        """A GAction by its full name, "app.quit" or "win.live", over the session bus."""
        scope, name = action.split('.', 1)
        path = '/' + application.replace('.', '/') + ('/window/1' if scope == 'win' else '')
        subprocess.run(['gdbus', 'call', '--session', '--dest', application, '--object-path', path, '--method',
                        'org.gtk.Actions.Activate', name, parameter, '{}'], check=True, stdout=subprocess.DEVNULL)

    def end(self, patience_s=10):
        """Its status, after SIGTERM where it still runs."""
        if self.process.poll() is None:
            self.process.terminate()
        try:
            return self.process.wait(patience_s)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()
