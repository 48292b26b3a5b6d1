"""The two films of the sample library: what they say, what they show, and how they are written to disk."""
