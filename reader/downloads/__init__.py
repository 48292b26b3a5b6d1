"""Getting videos from the network, when and only when the reader asks."""
