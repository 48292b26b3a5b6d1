"""The desktop's session bus (D-Bus), without which everything works too.

jeepney speaks it and not QtDBus: from Python, QtDBus sends an integer in `a{sv}` as int32 where MPRIS wants int64, and
the libdbus below it ends the whole process at the first value that is of another type than it expects.
"""

import logging
import os
from collections.abc import Callable
from itertools import count
from socket import socket
from typing import Any

from jeepney import DBusAddress, HeaderFields, Message, MessageFlag, MessageType, Parser, new_error, new_method_call
from jeepney import message_bus as the_bus
from jeepney.bus import get_bus
from jeepney.io.blocking import prep_socket
from PySide6.QtCore import QObject, QSocketNotifier

from reader.services.tasks import Task, Tasks

log = logging.getLogger(__name__)

Serve = Callable[[Message], Message | None]
"""Answers a call; None where it was answered, or needs no answer."""
Done = Callable[[tuple[Any, ...] | None], object]
"""Is given what a call returned, None where it failed."""

_CONNECT = 1.0
_SEND = 0.05
"""Seconds after which a bus that does not connect, or does not take what is sent, is done without."""
_CHUNK = 65536


def session_address() -> str:
    """Where the session bus listens.  Raises OSError where there is none."""
    usual = f"unix:path={os.environ.get('XDG_RUNTIME_DIR', '')}/bus"
    try:
        return str(get_bus(os.environ.get("DBUS_SESSION_BUS_ADDRESS") or usual))
    except (RuntimeError, ValueError, KeyError) as error:
        raise OSError(f"no session bus can be reached: {error}") from error


def wire_text(text: str) -> str:
    """`text` as D-Bus allows it; it throws out whoever sends a NUL or half a character."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


class Bus(QObject):
    """One connection.  Calls and answers come on the thread this object lives in; nothing ever waits for the bus."""

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._socket: socket | None = None
        self._notifier: QSocketNotifier | None = None
        self._parser = Parser()
        self._serials = count(1)
        self._waiting: dict[int, Done] = {}
        self._served: dict[str, Serve] = {}

    def open(self, opened: Callable[[], object]) -> None:
        """Connect, then call `opened`; where there is no bus it is never called."""

        def connect(task: Task) -> socket:
            connection: socket = prep_socket(session_address(), timeout=_CONNECT)
            if task.cancelled():
                connection.close()
            return connection

        def take(connection: socket) -> None:
            connection.settimeout(_SEND)
            self._socket = connection
            self._notifier = QSocketNotifier(connection.fileno(), QSocketNotifier.Type.Read, self)
            self._notifier.activated.connect(self._read)
            self.send(the_bus.Hello(), lambda answer: opened() if answer else None)

        self._tasks.run(connect, take, lambda error: log.info("Without the session bus: %s", error))

    def serve(self, path: str, serve: Serve) -> None:
        """Have calls to the object at `path` answered by `serve`."""
        self._served[path] = serve

    def own(self, name: str, owned: Callable[[bool], object]) -> None:
        """Ask to be known by `name`; `owned` is told whether it was free."""
        do_not_queue, is_owner = 4, 1
        self.send(the_bus.RequestName(name, do_not_queue), lambda answer: owned(answer == (is_owner,)))

    def call(self, address: DBusAddress, method: str, done: Done, signature: str = "", *body: Any) -> None:
        """Call a method of an object elsewhere."""
        self.send(new_method_call(address, method, signature or None, body), done)

    def send(self, message: Message, done: Done | None = None) -> None:
        """Send a message; `done` is told what a call returned."""
        if self._socket is None:
            return
        serial = next(self._serials)
        if done:
            self._waiting[serial] = done
        try:
            self._socket.sendall(message.serialise(serial))
        except OSError as error:
            self._lose(error)

    def close(self) -> None:
        """Leave the bus, which then drops what was asked of others for as long as this lasts."""
        if self._notifier and self._socket:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._socket.close()
        self._socket = self._notifier = None
        self._waiting.clear()

    def _lose(self, error: Exception) -> None:
        log.warning("The session bus went: %s", error)
        self.close()

    def _read(self) -> None:
        if self._socket is None:
            return
        try:
            data = self._socket.recv(_CHUNK)
        except OSError as error:
            self._lose(error)
            return
        if not data:
            self._lose(ConnectionResetError("it closed the connection"))
            return
        self._parser.add_data(data)
        while self._socket and (message := self._parser.get_next_message()):
            self._take(message)

    def _take(self, message: Message) -> None:
        kind, fields = message.header.message_type, message.header.fields
        if kind is MessageType.method_call:
            answer = self._answer(message)
            if answer and not message.header.flags & MessageFlag.no_reply_expected:
                self.send(answer)
        elif done := self._waiting.pop(fields.get(HeaderFields.reply_serial, 0), None):
            failed = kind is MessageType.error
            if failed:
                log.info("The bus answers %s %s", fields.get(HeaderFields.error_name), message.body)
            done(None if failed else message.body)

    def _answer(self, call: Message) -> Message | None:
        path = call.header.fields[HeaderFields.path]
        if serve := self._served.get(path):
            return serve(call)
        return new_error(call, "org.freedesktop.DBus.Error.UnknownObject", "s", (f"Nothing is at {path}",))
