#!/bin/sh
# Sets up what the tests need and runs every check:  sh packaging/test.sh [PYTEST ARGUMENTS]
# SKIP_SYSTEM=1 installs no system packages.  A component that is missing fails its tests; nothing is skipped.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
sh "$root/packaging/setup.sh" --test
cd "$root"
PATH=$root/.venv/bin:$PATH
export PATH PYTHONFAULTHANDLER=1
# Chromium, which draws the notes, refuses to run as root inside its sandbox.
if [ "$(id -u)" = 0 ]; then export QTWEBENGINE_DISABLE_SANDBOX=1; fi

ruff check
ruff format --check
mypy
# Most tests wait for other processes: two at once, as there are cores, take half the time.
exec python -m pytest --numprocesses=2 --dist=worksteal "$@"
