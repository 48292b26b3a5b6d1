"""`alongside` and `python -m reader`."""

import sys


def main() -> int:
    """Run the program."""
    from reader.cli import main as run

    return run()


if __name__ == "__main__":
    sys.exit(main())
