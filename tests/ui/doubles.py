# SPDX-License-Identifier: GPL-3.0-or-later
"""Doubles of services of the desktop on the private session bus. They answer while the test waits."""
import os

from gi.repository import Gio, GLib

NOTIFICATIONS = '''<node><interface name="org.freedesktop.Notifications">
<method name="Notify"><arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
<arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/>
<arg type="a{sv}" direction="in"/><arg type="i" direction="in"/><arg type="u" direction="out"/></method>
<method name="CloseNotification"><arg type="u" direction="in"/></method>
<method name="GetCapabilities"><arg type="as" direction="out"/></method>
<method name="GetServerInformation"><arg type="s" direction="out"/><arg type="s" direction="out"/>
<arg type="s" direction="out"/><arg type="s" direction="out"/></method>
<signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
<signal name="NotificationClosed"><arg type="u"/><arg type="u"/></signal>
</interface></node>'''

BACKGROUND = '''<node><interface name="org.freedesktop.portal.Background">
<method name="RequestBackground"><arg type="s" direction="in"/><arg type="a{sv}" direction="in"/>
<arg type="o" direction="out"/></method>
<method name="SetStatus"><arg type="a{sv}" direction="in"/></method>
</interface></node>'''

NETWORK_MANAGER = '''<node><interface name="org.freedesktop.NetworkManager">
<property name="State" type="u" access="read"/><property name="Connectivity" type="u" access="read"/>
<property name="Metered" type="u" access="read"/>
</interface></node>'''

LOGIN = '''<node><interface name="org.freedesktop.login1.Manager">
<signal name="PrepareForSleep"><arg type="b"/></signal>
</interface></node>'''


class Double:
    """One object of a service; use it with `with`."""

    def __init__(self, name, path, description):
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        info = Gio.DBusNodeInfo.new_for_xml(description).interfaces[0]
        self.interface = info.name
        self.path = path
        self.object = self.bus.register_object(path, info, self._called, self._read, None)
        self.bus.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'RequestName',
                           GLib.Variant('(su)', (name, 4)), None, Gio.DBusCallFlags.NONE, -1)
        self.name = name

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.bus.unregister_object(self.object)
        self.bus.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'ReleaseName',
                           GLib.Variant('(s)', (self.name,)), None, Gio.DBusCallFlags.NONE, -1)

    def _called(self, _bus, sender, _path, _interface, method, parameters, invocation):
        invocation.return_value(getattr(self, method)(sender, *parameters.unpack()))

    def _read(self, _bus, _sender, _path, _interface, name):
        return self.properties[name]

    def emit(self, signal, arguments, path=None, interface=None, to=None):
        self.bus.emit_signal(to, path or self.path, interface or self.interface, signal, arguments)


class Notifications(Double):
    """Remembers what is to be shown, as a desktop without GNOME's own service does."""

    def __init__(self):
        super().__init__('org.freedesktop.Notifications', '/org/freedesktop/Notifications', NOTIFICATIONS)
        self.shown = []     # of (id, title, body, actions), each also where it takes the place of another

    def Notify(self, _sender, _program, replaces, _icon, title, body, actions, _hints, _timeout):
        number = replaces or len(self.shown) + 1
        self.shown.append((number, title, body, actions))
        return GLib.Variant('(u)', (number,))

    def CloseNotification(self, _sender, _number):
        return None

    def GetCapabilities(self, _sender):
        return GLib.Variant('(as)', (['actions', 'body'],))

    def GetServerInformation(self, _sender):
        return GLib.Variant('(ssss)', ('double', 'test', '1', '1.2'))

    def press(self, number, label):
        """A button of a notification."""
        actions = [one[3] for one in self.shown if one[0] == number][-1]
        action = actions[actions.index(label) - 1]
        self.emit('ActionInvoked', GLib.Variant('(us)', (number, action)))


class Background(Double):
    """The portal, which allows or refuses."""

    def __init__(self, allows):
        super().__init__('org.freedesktop.portal.Desktop', '/org/freedesktop/portal/desktop', BACKGROUND)
        self.allows = allows
        self.asked = []
        self.statuses = []

    def RequestBackground(self, sender, _window, options):
        self.asked.append(options)
        path = f'{self.path}/request/{sender[1:].replace(".", "_")}/{options["handle_token"]}'
        results = {'background': GLib.Variant('b', self.allows),
                   'autostart': GLib.Variant('b', self.allows and options.get('autostart', False))}
        GLib.idle_add(self.emit, 'Response', GLib.Variant('(ua{sv})', (0 if self.allows else 1, results)), path,
                      'org.freedesktop.portal.Request', sender)
        return GLib.Variant('(o)', (path,))

    def SetStatus(self, _sender, options):
        self.statuses.append(options['message'])
        return None


class NetworkManager(Double):
    """By which the network is lost and found. It is on the system's bus: the program has to take the session's
    for that."""

    ENV = {'DBUS_SYSTEM_BUS_ADDRESS': os.environ.get('DBUS_SESSION_BUS_ADDRESS', '')}
    # NM_STATE_... and NM_CONNECTIVITY_...
    DISCONNECTED, CONNECTED = (20, 1), (70, 4)

    def __init__(self):
        self._set(self.CONNECTED)
        super().__init__('org.freedesktop.NetworkManager', '/org/freedesktop/NetworkManager', NETWORK_MANAGER)

    def _set(self, state):
        self.properties = {'State': GLib.Variant('u', state[0]), 'Connectivity': GLib.Variant('u', state[1]),
                           'Metered': GLib.Variant('u', 0)}

    def _change(self, state):
        self._set(state)
        self.emit('PropertiesChanged', GLib.Variant('(sa{sv}as)', (self.interface, self.properties, [])),
                  interface='org.freedesktop.DBus.Properties')

    def lose(self):
        self._change(self.DISCONNECTED)

    def find(self):
        self._change(self.CONNECTED)


class Login(Double):
    """The part of systemd that tells of sleep; on the system's bus too."""

    ENV = NetworkManager.ENV

    def __init__(self):
        super().__init__('org.freedesktop.login1', '/org/freedesktop/login1', LOGIN)

    def sleep(self, begins):
        self.emit('PrepareForSleep', GLib.Variant('(b)', (begins,)))
