"""An object of ours that others see on the session bus, described by the XML that introspection gives them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree  # the XML is our own

from jeepney import DBusAddress, HeaderFields, Message, new_error, new_method_return, new_signal
from PySide6.QtCore import QObject, QTimer

from reader.services.bus import Bus, wire_text

_TOGETHER = 50
"""Milliseconds in which changes are gathered into one signal."""
_PROPERTIES = "org.freedesktop.DBus.Properties"
_ERROR = "org.freedesktop.DBus.Error."
_ANNOUNCED = "org.freedesktop.DBus.Property.EmitsChangedSignal"


class RefusedError(Exception):
    """A call cannot be answered; the name of the D-Bus error, and why."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(why)
        self.name = name


@dataclass(frozen=True, slots=True)
class Property:
    """Its D-Bus type, whether others may set it, and whether they are told when it changes."""

    type: str
    writable: bool
    announced: bool


@dataclass(frozen=True, slots=True)
class Interface:
    """The properties, and the types of the arguments of methods and signals, by name."""

    properties: dict[str, Property]
    methods: dict[str, str]
    signals: dict[str, str]


@dataclass(frozen=True, slots=True)
class Face:
    """What answers for one interface."""

    get: Mapping[str, Callable[[], Any]]
    set: Mapping[str, Callable[[Any], object]] = field(default_factory=dict)
    do: Mapping[str, Callable[..., object]] = field(default_factory=dict)


def interfaces_of(xml: str) -> dict[str, Interface]:
    """The interfaces that introspection data in D-Bus's XML describe, by name."""
    return {node.attrib["name"]: _interface(node) for node in ElementTree.fromstring(xml).iter("interface")}  # noqa: S314


class Exported(QObject):
    """Answers calls to `path`.  Properties are told of together, and only those that are otherwise than before."""

    def __init__(self, bus: Bus, path: str, xml: str, faces: Mapping[str, Face], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus, self._path, self._xml, self._faces = bus, path, xml, faces
        self._interfaces = interfaces_of(xml)
        self._told = {name: self._announced(name) for name in faces}
        self._signals: dict[tuple[str, str], tuple[Any, ...]] = {}
        self._soon = QTimer(self, interval=_TOGETHER, singleShot=True)
        self._soon.timeout.connect(self._tell)
        bus.serve(path, self._serve)

    def notice(self) -> None:
        """Something may be otherwise than before."""
        if not self._soon.isActive():
            self._soon.start()

    def emit_soon(self, interface: str, signal: str, *body: Any) -> None:
        """Emit a signal after the changes that are told next; of several only the last."""
        self._signals[interface, signal] = body
        self.notice()

    def _tell(self) -> None:
        for name, before in self._told.items():
            now = self._told[name] = self._announced(name)
            if changed := {key: value for key, value in now.items() if value != before[key]}:
                self._emit(_PROPERTIES, "PropertiesChanged", "sa{sv}as", (name, changed, []))
        signals, self._signals = self._signals, {}
        for (name, signal), body in signals.items():
            self._emit(name, signal, self._interfaces[name].signals[signal], body)

    def _emit(self, interface: str, signal: str, signature: str, body: tuple[Any, ...]) -> None:
        self._bus.send(new_signal(DBusAddress(self._path, interface=interface), signal, signature, body))

    def _announced(self, name: str) -> dict[str, tuple[str, Any]]:
        announced = (key for key, each in self._interfaces[name].properties.items() if each.announced)
        return {key: self._value(name, key) for key in announced}

    def _value(self, interface: str, name: str) -> tuple[str, Any]:
        return self._interfaces[interface].properties[name].type, self._faces[interface].get[name]()

    def _serve(self, call: Message) -> Message | None:
        try:
            signature, body = self._answer(call)
        except RefusedError as refused:
            return new_error(call, refused.name, "s", (wire_text(str(refused)),))
        return new_method_return(call, signature, body)

    def _answer(self, call: Message) -> tuple[str | None, tuple[Any, ...]]:
        fields = call.header.fields
        member, given = fields[HeaderFields.member], fields.get(HeaderFields.signature, "")
        interface = fields.get(HeaderFields.interface) or self._interface_with(member)
        if interface not in self._interfaces:
            raise RefusedError(f"{_ERROR}UnknownInterface", f"There is no interface {interface}")
        wanted = self._interfaces[interface].methods.get(member)
        if wanted is None:
            raise RefusedError(f"{_ERROR}UnknownMethod", f"{interface} has no method {member}")
        if given != wanted:
            raise RefusedError(f"{_ERROR}InvalidArgs", f"{member} takes “{wanted}”, not “{given}”")
        match interface, member:
            case ("org.freedesktop.DBus.Introspectable", "Introspect"):
                return "s", (self._xml,)
            case (str(), "Get") if interface == _PROPERTIES:
                return "v", (self._get(*call.body),)
            case (str(), "GetAll") if interface == _PROPERTIES:
                return "a{sv}", (self._get_all(*call.body),)
            case (str(), "Set") if interface == _PROPERTIES:
                self._set(*call.body)
            case _ if interface in self._faces:
                self._faces[interface].do[member](*call.body)
        return None, ()

    def _interface_with(self, member: str) -> str:
        return next((name for name, each in self._interfaces.items() if member in each.methods), "")

    def _property(self, interface: str, name: str) -> Property:
        if interface not in self._faces:
            raise RefusedError(f"{_ERROR}UnknownInterface", f"There is no interface {interface}")
        if name not in self._interfaces[interface].properties:
            raise RefusedError(f"{_ERROR}UnknownProperty", f"{interface} has no property {name}")
        return self._interfaces[interface].properties[name]

    def _get(self, interface: str, name: str) -> tuple[str, Any]:
        self._property(interface, name)
        return self._value(interface, name)

    def _get_all(self, interface: str) -> dict[str, tuple[str, Any]]:
        known = self._interfaces[interface].properties if interface in self._interfaces else {}
        return {name: self._value(interface, name) for name in known}

    def _set(self, interface: str, name: str, given: tuple[str, Any]) -> None:
        wanted = self._property(interface, name)
        if not wanted.writable:
            raise RefusedError(f"{_ERROR}PropertyReadOnly", f"{name} cannot be set")
        if given[0] != wanted.type:
            raise RefusedError(f"{_ERROR}InvalidArgs", f"{name} is of type “{wanted.type}”, not “{given[0]}”")
        self._faces[interface].set[name](given[1])


def _interface(node: ElementTree.Element) -> Interface:
    return Interface(
        {each.attrib["name"]: _property(each) for each in node.iter("property")},
        {each.attrib["name"]: _types(each, "in") for each in node.iter("method")},
        {each.attrib["name"]: _types(each, None) for each in node.iter("signal")},
    )


def _types(node: ElementTree.Element, direction: str | None) -> str:
    return "".join(each.attrib["type"] for each in node.iter("arg") if each.attrib.get("direction") == direction)


def _property(node: ElementTree.Element) -> Property:
    notes = {each.attrib["name"]: each.attrib["value"] for each in node.iter("annotation")}
    return Property(node.attrib["type"], "write" in node.attrib["access"], notes.get(_ANNOUNCED) != "false")
