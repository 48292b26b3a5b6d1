"""What the reader is told."""

import pytest
from pytestqt.qtbot import QtBot

from reader.errors import ReaderError
from reader.services.messages import Message, Messages


@pytest.mark.parametrize(
    ("error", "text", "detail"),
    [
        (ReaderError("It is gone.", "why"), "It is gone.", "why"),
        (OSError(28, "No space left on device", "/a"), "“/a” cannot be used: No space left on device.", "OSError"),
        (OSError("odd"), "A file cannot be used: odd.", "OSError('odd')"),
        (KeyError("x"), "Something went wrong in Alongside; the details say what.", "KeyError('x')"),
    ],
)
def test_an_error_is_told_in_a_sentence_that_stays(qtbot: QtBot, error: Exception, text: str, detail: str) -> None:
    messages = Messages()
    with qtbot.waitSignal(messages.said) as said:
        messages.error(error)
    message: Message = said.args[0]
    assert (message.text, message.lasting) == (text, True)
    assert detail in message.detail


def test_a_mention_passes(qtbot: QtBot) -> None:
    messages = Messages()
    with qtbot.waitSignal(messages.said) as said:
        messages.say("Copied.")
    assert said.args == [Message("Copied.", "", lasting=False)]
