"""Runs the benchmarks and prints a line, or a JSON object, for each figure."""

import argparse
import importlib
import json
import os
import pkgutil
import sys
from dataclasses import asdict
from pathlib import Path

import tests.benchmarks as here
from tests.benchmarks import Options, Row


def main() -> int:
    """Run the benchmarks that are named, or all of them."""
    known = [module.name for module in pkgutil.iter_modules(here.__path__) if not module.name.startswith("_")]
    parser = argparse.ArgumentParser("python -m tests.benchmarks")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(known))
    parser.add_argument("--library", type=Path, metavar="DIR", help="a folder of real notes")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if unknown := set(options.names) - set(known):
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    for name in options.names or known:
        module = importlib.import_module(f"tests.benchmarks.{name}")
        for row in module.rows(Options(options.library)):
            print(json.dumps(asdict(row)) if options.json else shown(row), flush=True)
    return 0


def shown(row: Row) -> str:
    """A row for people."""
    ratio = row.against if row.ratio is None else f"{row.ratio:.2f} × {row.against}"
    return f"{row.name:<52} {row.figure:>10.2f} {row.unit:<8} {ratio:<40} {row.aim}"


if __name__ == "__main__":
    sys.exit(main())
