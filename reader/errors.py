"""Errors meant for people: one sentence that says what happened and what to do."""


class ReaderError(Exception):
    """A failure that the reader is told about.

    `str(error)` is the sentence; `detail` is for those who ask for more (`--verbose`, *Details*).
    """

    def __init__(self, sentence: str, detail: str = "") -> None:
        super().__init__(sentence)
        self.detail = detail
