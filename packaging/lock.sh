#!/bin/sh
# Writes the locks anew from pyproject.toml, with the newest versions it allows; needs uv.
#   requirements.lock        what the program runs with, and what builds it
#   requirements-test.lock   what its tests use besides, in versions that agree with the first
# Both hold for Python 3.11 and up on every platform, carry a hash for each file, and name no server.
set -eu

cd -- "$(dirname -- "$0")/.."
compile() {
    uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --upgrade "$@" >/dev/null
}
compile --group build pyproject.toml --output-file packaging/requirements.lock
compile --group test --constraints packaging/requirements.lock --output-file packaging/requirements-test.lock
