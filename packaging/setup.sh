#!/bin/sh
# Makes this checkout ready to use: the system's libraries first, then .venv with the locked Python packages.
#   sh packaging/setup.sh          what the program needs
#   sh packaging/setup.sh --test   and what its tests need
# SKIP_SYSTEM=1 leaves the system's packages alone, for people without root.  Where all is in place it does nothing,
# at once.  Where it was interrupted it begins the unfinished step again.
# Tested on Debian 12 and 13; Ubuntu 22.04+, Fedora, Arch and macOS are untested.
set -eu
export LC_ALL=C.UTF-8  # so that `why` can read what the package managers write

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
venv=$root/.venv
log=$venv/setup.log
megabytes=1500  # what the finished .venv takes, and what is unpacked on the way
case ${1-} in
    '') locks=requirements.lock ;;
    --test) locks='requirements.lock requirements-test.lock' ;;
    *) echo 'usage: setup.sh [--test]' >&2; exit 2 ;;
esac

say() { printf 'alongside: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

# One line on why the command that wrote the log failed.
why() {
    if grep -qiE 'no space left|enough free space' "$log"; then
        reason='the disk is full'
    elif grep -qiE 'failure resolving|(not|to) resolve|(not|to) connect|unreachable|Retrying \(Retry' "$log"; then
        reason='the package server cannot be reached; is there a network?'
    elif grep -q 'DO NOT MATCH THE HASHES' "$log"; then
        reason='a package that was fetched is not the one in the lock'
    else
        reason=$(grep -iE '^(E:|error)' "$log" | tail -n 1)
    fi
    printf '%s (see %s)' "${reason:-it failed}" "$log"
}

# The interpreter to make .venv with: one the lock covers, and able to.
find_python() {
    for name in python3 python3.13 python3.12 python3.11 python3.14; do
        "$name" -c 'import ensurepip, os, sys, venv
(3, 11) <= sys.version_info < (3, 15) or sys.exit(1)
print(os.path.realpath(sys.executable))' 2>/dev/null && return
    done
    return 1
}

# --- The system's libraries: what Qt (xcb, Wayland), QtWebEngine and QtMultimedia load, libvlc with its plugins, Python

# Sets `sudo` to what makes a command run as root; fails with the names of the missing packages.
need_root() {
    say "Installing system packages: $*"
    if [ "$(id -u)" = 0 ]; then sudo=
    elif command -v sudo >/dev/null 2>&1; then sudo=sudo
    else fail 'that needs root or sudo; have them installed, or set SKIP_SYSTEM=1'
    fi
}

debian_packages() {
    echo libgl1 libegl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libbrotli1 \
        libxkbcommon0 libxkbcommon-x11-0 libx11-xcb1 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 \
        libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-shm0 libxcb-sync1 libxcb-xfixes0 libxcb-xkb1 \
        libwayland-cursor0 libwayland-egl1 \
        libnss3 libasound2 libxcomposite1 libxdamage1 libxrandr2 libxtst6 libxkbfile1 libpulse0 \
        libvlc5 libvlc-bin vlc-plugin-base
    [ -z "$testing" ] || echo xvfb xauth xdotool dbus libglib2.0-bin playerctl
    if find_python >/dev/null; then return; fi
    # Ubuntu 22.04's python3 is 3.10; it keeps 3.11 beside it.
    if grep -qs '^UBUNTU_CODENAME=jammy' /etc/os-release; then echo python3.11-venv; else echo python3-venv; fi
}

# Debian 13 and Ubuntu 24.04 gave some libraries the ending t64.
debian_missing() {
    for name in $(debian_packages); do
        dpkg-query -W -f '${db:Status-Status}\n' "$name" "${name}t64" 2>/dev/null | grep -qx installed || echo "$name"
    done
}

debian_install() {
    names=
    for name in "$@"; do
        if apt-cache show "${name}t64" >/dev/null 2>&1; then name=${name}t64; fi
        names="$names $name"
    done
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        -o DPkg::Lock::Timeout=120 $names >>"$log" 2>&1
}

system_debian() {
    missing=$(debian_missing)
    [ -n "$missing" ] || return 0
    need_root $missing
    [ -z "$(dpkg --audit)" ] || $sudo dpkg --configure -a >"$log" 2>&1 || fail "dpkg: $(why)"
    if ! debian_install $missing; then
        $sudo apt-get update -qq >"$log" 2>&1 || fail "apt-get update: $(why)"
        debian_install $missing || fail "apt-get install: $(why)"
    fi
}

system_fedora() {  # untested
    set -- python3 vlc-libs vlc-plugins-base vlc-plugin-ffmpeg mesa-libGL mesa-libEGL nss alsa-lib libXcomposite \
        libXdamage libXrandr libXtst libxkbfile libxkbcommon-x11 libwayland-cursor libwayland-egl pulseaudio-libs \
        xcb-util-cursor xcb-util-image xcb-util-keysyms xcb-util-renderutil xcb-util-wm
    [ -z "$testing" ] || set -- "$@" xorg-x11-server-Xvfb xorg-x11-xauth xdotool dbus-daemon glib2 playerctl
    if rpm -q --whatprovides "$@" >/dev/null 2>&1; then return; fi
    need_root "$@"
    $sudo dnf install -y "$@" >"$log" 2>&1 || fail "dnf: $(why)"
}

system_arch() {  # untested
    set -- python libvlc vlc-plugins-base vlc-plugin-ffmpeg libglvnd fontconfig nss alsa-lib libxcomposite libxdamage \
        libxrandr libxtst libxkbfile libxkbcommon-x11 wayland libpulse \
        xcb-util-cursor xcb-util-image xcb-util-keysyms xcb-util-renderutil xcb-util-wm
    [ -z "$testing" ] || set -- "$@" xorg-server-xvfb xorg-xauth xdotool dbus glib2 playerctl
    missing=$(pacman -T "$@") && return
    need_root $missing
    $sudo pacman -S --needed --noconfirm $missing >"$log" 2>&1 || fail "pacman: $(why)"
}

system_macos() {  # untested
    [ -d /Applications/VLC.app ] || homebrew --cask vlc
    find_python >/dev/null || homebrew python@3.13
}

homebrew() {
    command -v brew >/dev/null 2>&1 || fail 'VLC and Python 3.11 to 3.14 are needed; install them, or Homebrew first'
    say "Installing with Homebrew: $*"
    brew install "$@" >"$log" 2>&1 || fail "brew: $(why)"
}

# Qt's wheels for Linux are built for glibc 2.34 (their tag is manylinux_2_34).
libc_is_old() {
    getconf GNU_LIBC_VERSION 2>/dev/null | awk '{ split($2, v, "."); old = v[1] == 2 && v[2] < 34 } END { exit !old }'
}

setup_system() {
    if [ "$(uname -s)" = Darwin ]; then system_macos
    elif libc_is_old; then fail 'this system is too old for Qt; Debian 12, Ubuntu 22.04 or newer are needed (glibc 2.34)'
    elif command -v apt-get >/dev/null 2>&1; then system_debian
    elif command -v dnf >/dev/null 2>&1; then system_fedora
    elif command -v pacman >/dev/null 2>&1; then system_arch
    else fail 'this system is not known here; install libvlc, Python 3.11 to 3.14 and what Qt needs, and set SKIP_SYSTEM=1'
    fi
}

# --- The Python packages: wheels of the lock only, each checked by its hash; then the project, with nothing fetched

make_venv() {
    python=$(find_python) || fail 'no Python 3.11 to 3.14 that can make environments (python3-venv) was found'
    free=$(df -Pk "$root" | awk 'NR == 2 { print int($4 / 1024) }')
    [ "$free" -ge "$megabytes" ] || fail "the disk is full: $root needs $megabytes MB and has $free MB"
    "$python" -m venv --clear "$venv" || fail "$python cannot make $venv"
}

# `unfinished` stands while pip works: half a package cannot be told from a whole one later.
setup_python() {
    if [ -e "$venv/unfinished" ] || ! "$venv/bin/python" -c \
        'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null; then make_venv; fi
    true >"$log"
    "$venv/bin/python" -c 'import pip' 2>/dev/null || "$venv/bin/python" -m ensurepip >"$log" 2>&1 || fail "pip: $(why)"
    true >"$venv/unfinished"
    for lock in $locks; do
        say "Installing the Python packages of $lock"
        pip --only-binary :all: --require-hashes -r "$root/packaging/$lock"
    done
    pip --no-index --no-deps --no-build-isolation --editable "$root"
    rm "$venv/unfinished"
}

# Shows pip's progress to people, and keeps its complaints for `why`.
pip() {
    set -- "$venv/bin/python" -m pip install --no-input --disable-pip-version-check "$@"
    if [ -t 2 ]; then "$@" >&2 2>>"$log"; else "$@" >>"$log" 2>&1; fi || fail "pip: $(why)"
}

# --- What is in place is noted in .venv/*.stamp, with what it was made from

made_from() {
    case $1 in
        system*) cksum <"$root/packaging/setup.sh" ;;
        *) cat "$root/pyproject.toml" "$root/packaging/$1" | cksum; echo "$root" ;;
    esac
}

in_place() {
    for step in "$@"; do
        [ "$(cat "$venv/$step.stamp" 2>/dev/null)" = "$(made_from "$step")" ] || return 1
    done
}

testing=${1-}
system=system$testing
[ -z "${SKIP_SYSTEM-}" ] || system=
if in_place $system $locks && [ -x "$venv/bin/python" ]; then exit; fi

{ mkdir -p "$venv" && true >"$log"; } 2>/dev/null || fail "$venv cannot be written to"
[ -z "$system" ] || in_place $system || setup_system
{ in_place $locks && [ -x "$venv/bin/python" ]; } || setup_python
for step in $system $locks; do made_from "$step" >"$venv/$step.stamp"; done
