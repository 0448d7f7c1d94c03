"""The accessible tree of one program, as a screen reader gets it.

Over the bus itself: the library for it asks seven questions about each node that one looks at, most of them before anybody wants
to know, and answering them is most of what a program under test does. Here a look asks each node for its children, all those of
a level at once, and what never changes is asked once."""

import collections

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, Gio, GLib  # noqa: E402

# A program that opens a window under a sanitizer on a busy machine takes its time to answer.
PATIENCE_MS = 30000

REGISTRY = ('org.a11y.atspi.Registry', '/org/a11y/atspi/registry', 'org.a11y.atspi.Registry')
ROOT = '/org/a11y/atspi/accessible/root'
NOTHING = '/org/a11y/atspi/null'
ACCESSIBLE = 'org.a11y.atspi.Accessible'
ACTION = 'org.a11y.atspi.Action'
COMPONENT = 'org.a11y.atspi.Component'
EDITABLE = 'org.a11y.atspi.EditableText'
PROPERTIES = 'org.freedesktop.DBus.Properties'
TEXT = 'org.a11y.atspi.Text'
VALUE = 'org.a11y.atspi.Value'
OF_WINDOW = int(Atspi.CoordType.WINDOW)
TO_THE_END = 2 ** 31 - 1
# Nothing that a test needs is ever below them.
LEAVES = {'label', 'separator'}
# What GTK 4.18 gives no name, so that a screen reader reads what it says.
READ = {'status bar'}

Rect = collections.namedtuple('Rect', 'x y width height')
Node = collections.namedtuple('Node', 'tree path')


class Tree:
    """The accessible tree of a program. Made before the program starts: where there is no registry yet, some programs never
    show up in it."""

    def __init__(self):
        address = Gio.bus_get_sync(Gio.BusType.SESSION, None).call_sync(
            'org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus', 'GetAddress', None, None, Gio.DBusCallFlags.NONE, -1, None).unpack()[0]
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self.bus = Gio.DBusConnection.new_for_address_sync(address, flags, None, None)
        # Of the program; None for whichever there is.
        self.process = None
        self.owner = None
        self.roles = {}
        self.call(REGISTRY[0], ROOT, ACCESSIBLE, 'GetChildren')

    def call(self, name, path, interface, method, parameters=None, reply=None):
        return self.bus.call_sync(name, path, interface, method, parameters, GLib.VariantType(reply) if reply else None,
                                  Gio.DBusCallFlags.NONE, PATIENCE_MS, None).unpack()

    def ask_all(self, paths, interface, method, parameters, fallback):
        """The same of many nodes at once; FALLBACK of those that are gone. While it is rearranged a tree may hold a node twice."""
        paths = set(paths)
        answers = {}

        def answered(bus, result, path):
            answers[path] = guarded(lambda: bus.call_finish(result).unpack()[0], fallback)

        for path in paths:
            self.bus.call(self.owner, path, interface, method, parameters, None, Gio.DBusCallFlags.NONE, PATIENCE_MS, None, answered,
                          path)
        while len(answers) < len(paths):
            GLib.MainContext.default().iteration(True)
        return answers

    def _process_of(self, owner):
        return self.call('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'GetConnectionUnixProcessID',
                         GLib.Variant('(s)', (owner,)), '(u)')[0]

    def _is_looked_for(self, owner):
        return self.process is None or guarded(lambda: self._process_of(owner)) == self.process

    def find_root(self):
        """The program, whose children are its windows; None as long as it is not there."""
        if self.owner is None:
            children = self.call(REGISTRY[0], ROOT, ACCESSIBLE, 'GetChildren', None, '(a(so))')[0]
            self.owner = next((owner for owner, _ in children if self._is_looked_for(owner)), None)
        return Node(self, ROOT) if self.owner is not None else None

    def learn_roles(self, paths):
        unknown = [path for path in paths if path not in self.roles]
        roles = self.ask_all(unknown, ACCESSIBLE, 'GetRole', None, None)
        self.roles.update((path, Atspi.role_get_name(Atspi.Role(role))) for path, role in roles.items() if role is not None)

    def children_of(self, paths):
        """Of each of them, the paths of its children; GTK leaves out what is hidden, but not what is behind another page."""
        answers = self.ask_all(paths, ACCESSIBLE, 'GetChildren', None, [])
        return {path: [child for _, child in answers[path]] for path in paths}

    def look_below(self, root, opaque):
        """Every node from ROOT on, parents first, in the order of reading, without what is below nodes of OPAQUE roles."""
        below = {}
        level = [root.path]
        while level:
            self.learn_roles(level)
            below.update(self.children_of([path for path in level if path == root.path or
                                           self.roles.get(path) not in opaque | LEAVES]))
            level = [child for path in level for child in below.get(path, [])]
        # In the order in which they are met first: there are those that a tree holds more than once.
        nodes = {}
        stack = [root.path]
        while stack:
            path = stack.pop()
            if path not in nodes:
                nodes[path] = Node(self, path)
                stack.extend(reversed(below.get(path, [])))
        return list(nodes.values())

    def names_of(self, nodes):
        return [name or said_by(node) for node, name in zip(nodes, self._property_of(nodes, 'Name'))]

    def descriptions_of(self, nodes):
        return self._property_of(nodes, 'Description')

    def _property_of(self, nodes, name):
        answers = self.ask_all([node.path for node in nodes], PROPERTIES, 'Get', GLib.Variant('(ss)', (ACCESSIBLE, name)), '')
        return [answers[node.path] for node in nodes]


class FocusTrail:
    """What got the focus, in turn, as the program tells of it: looking for it takes long in a window of many rows."""

    def __init__(self, tree):
        self.tree = tree
        self.met = []
        tree.call(*REGISTRY, 'RegisterEvent', GLib.Variant('(sas)', ('object:state-changed:focused', [])))
        self.subscription = tree.bus.signal_subscribe(None, 'org.a11y.atspi.Event.Object', 'StateChanged', None, None,
                                                      Gio.DBusSignalFlags.NONE, self._moved)

    def _moved(self, bus, sender, path, interface, signal, parameters):
        state, is_on = parameters.unpack()[:2]
        if sender == self.tree.owner and state == 'focused' and is_on == 1:
            self.met.append(Node(self.tree, path))

    def forget(self):
        self.met.clear()

    def get(self):
        """What got the focus last since it was last forgotten."""
        return self.met[-1] if self.met else None

    def end(self):
        self.tree.bus.signal_unsubscribe(self.subscription)


def guarded(call, fallback=None):
    try:
        return call()
    except GLib.Error:
        return fallback


def _ask(node, interface, method, parameters=None, reply=None):
    return node.tree.call(node.tree.owner, node.path, interface, method, parameters, reply)


def _get(node, interface, name, fallback):
    return guarded(lambda: _ask(node, PROPERTIES, 'Get', GLib.Variant('(ss)', (interface, name)), '(v)')[0], fallback)


def role_of(node):
    """Nothing when it is gone."""
    node.tree.learn_roles([node.path])
    return node.tree.roles.get(node.path, '')


def name_of(node):
    return _get(node, ACCESSIBLE, 'Name', '') or said_by(node)


def said_by(node):
    """What a node that cannot have a name says instead."""
    return _text_of(node) if role_of(node) in READ and has_interface(node, TEXT) else ''


def description_of(node):
    """GTK 4.18 leaves it to who asks to read what describes a node."""
    return _get(node, ACCESSIBLE, 'Description', '') or ' '.join(filter(None, map(name_of, _described_by(node))))


def _described_by(node):
    relations = guarded(lambda: _ask(node, ACCESSIBLE, 'GetRelationSet', None, '(a(ua(so)))')[0], [])
    return [Node(node.tree, path) for kind, nodes in relations if kind == int(Atspi.RelationType.DESCRIBED_BY) for _, path in nodes]


def is_there(node):
    return _get(node, ACCESSIBLE, 'Name', None) is not None


def has_state(node, state):
    low, high = guarded(lambda: _ask(node, ACCESSIBLE, 'GetState', None, '(au)')[0], (0, 0))
    return bool((low | high << 32) >> int(state) & 1)


def is_sensitive(node):
    return has_state(node, Atspi.StateType.SENSITIVE)


def is_focusable(node):
    return has_state(node, Atspi.StateType.FOCUSABLE)


def is_selected(node):
    return has_state(node, Atspi.StateType.SELECTED)


def is_checked(node):
    return has_state(node, Atspi.StateType.CHECKED)


def has_focus(node):
    return has_state(node, Atspi.StateType.FOCUSED)


def children_of(node):
    return [Node(node.tree, path) for path in node.tree.children_of([node.path])[node.path]]


def parent_of(node):
    parent = _get(node, ACCESSIBLE, 'Parent', ('', NOTHING))[1]
    return Node(node.tree, parent) if parent != NOTHING else None


def has_interface(node, interface):
    return interface in guarded(lambda: _ask(node, ACCESSIBLE, 'GetInterfaces', None, '(as)')[0], [])


def can_be_pressed(node):
    return _get(node, ACTION, 'NActions', 0) > 0


def press(node):
    """Whether it could be pressed; what comes of it is to be waited for."""
    return can_be_pressed(node) and guarded(lambda: _ask(node, ACTION, 'DoAction', GLib.Variant('(i)', (0,)), '(b)')[0], False)


def extents_of(node):
    """Where it is in its window; nothing that is not drawn has a width."""
    return Rect(*guarded(lambda: _ask(node, COMPONENT, 'GetExtents', GLib.Variant('(u)', (OF_WINDOW,)), '((iiii))')[0], (0, 0, 0, 0)))


def is_met_at(node, x, y):
    """Whether a press there, in its window, meets it or what is in it."""
    at = GLib.Variant('(iiu)', (x, y, OF_WINDOW))
    return guarded(lambda: _ask(node, COMPONENT, 'GetAccessibleAtPoint', at, '((so))')[0][1], NOTHING) != NOTHING


def text_of(node):
    """What an entry or a label says."""
    return _text_of(node) if has_interface(node, TEXT) else name_of(node)


def _text_of(node):
    return guarded(lambda: _ask(node, TEXT, 'GetText', GLib.Variant('(ii)', (0, TO_THE_END)), '(s)')[0], '')


def type_into(node, text):
    _ask(node, EDITABLE, 'SetTextContents', GLib.Variant('(s)', (text,)), '(b)')


def set_value(node, value):
    _ask(node, PROPERTIES, 'Set', GLib.Variant('(ssv)', (VALUE, 'CurrentValue', GLib.Variant('d', value))))
