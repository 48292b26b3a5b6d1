"""Find the heading that a link names."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.notes.page import Heading


def heading_id(headings: "Iterable[Heading]", wished: str) -> str:
    """The id in the page of the heading with that text or id; empty where there is none."""
    wished = wished.casefold().strip()
    return next((each.id for each in headings if wished and wished in (each.text.casefold().strip(), each.id)), "")
