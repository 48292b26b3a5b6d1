"""The journeys' reader, and the stranger's lair."""

from tests.lair import lair, net, watch
from tests.window import reader

__all__ = ["lair", "net", "reader", "watch"]
