#!/usr/bin/env bash
# Makes .venv from Python 3.11 or 3.12, if it is not there yet. Called by the Makefile.
set -euo pipefail
cd "$(dirname "$0")/.."

usable() {  # a Python 3.11 or 3.12 that really starts (version managers leave names behind that do not)
    "$1" -c 'import sys; raise SystemExit(not ((3, 11) <= sys.version_info[:2] < (3, 13)))' >/dev/null 2>&1
}

find_python() {
    local name
    for name in "${PYTHON:-}" python3.11 python3.12 python3 python; do
        if [ -n "$name" ] && usable "$name"; then
            echo "$name"
            return
        fi
    done
    return 1
}

can_make_environments() {
    "$1" -c 'import ensurepip, venv' >/dev/null 2>&1
}

install_with_apt() {
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        return 1
    fi
    echo "Installing $* with apt-get ..."
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" >/dev/null
}

if ! python=$(find_python); then
    install_with_apt python3 python3-venv || true
    if ! python=$(find_python); then
        echo "Python 3.11 or 3.12 is needed and was not found. Install it (Debian, Ubuntu: sudo apt install python3" \
            "python3-venv) or name it: PYTHON=/path/to/python3.11 make demo" >&2
        exit 1
    fi
fi
if ! can_make_environments "$python"; then
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    install_with_apt "python$version-venv" || true
    if ! can_make_environments "$python"; then
        echo "$python lacks the module venv. Install it (Debian, Ubuntu: sudo apt install python$version-venv)" \
            "and give the same command again." >&2
        exit 1
    fi
fi
echo "Making .venv with $("$python" --version) ..."
"$python" -m venv --clear .venv
