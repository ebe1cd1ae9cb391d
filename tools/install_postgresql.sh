#!/usr/bin/env bash
# Installs a PostgreSQL server for the tests; they start it themselves, in a temporary folder. Does nothing where there
# is one already. Never stops whoever calls it: without a server the tests for it are skipped, and they say so.
set -uo pipefail

server_is_there() {
    [ -n "${DEALFORENSICS_TEST_POSTGRES:-}" ] && return 0
    command -v initdb >/dev/null && return 0
    compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null
}

advise() {
    echo "No PostgreSQL server was found, and this script cannot install one ($1)."
    echo "The tests on PostgreSQL will be skipped. Install a server (Debian, Ubuntu: postgresql; Fedora:"
    echo "postgresql-server; macOS: brew install postgresql), or name one in DEALFORENSICS_TEST_POSTGRES, such as"
    echo "postgresql://USER:PASSWORD@HOST/postgres, whose user may create databases."
}

server_is_there && exit 0
if ! command -v apt-get >/dev/null; then
    advise "there is no apt-get"
elif [ "$(id -u)" -ne 0 ]; then
    advise "it needs root"
else
    echo "Installing a PostgreSQL server for the tests ..."
    export DEBIAN_FRONTEND=noninteractive
    # An update that fails at one of the machine's own sources may still have brought the list that is needed.
    { apt-get update -qq || true; apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=120 postgresql; } \
        >/dev/null || advise "apt-get failed"
fi
exit 0
