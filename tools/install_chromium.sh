#!/usr/bin/env bash
# Installs Chromium, which prints report.pdf. Does nothing where a browser is there already. Never stops whoever calls
# it: without a browser every other report can be made, and `dealforensics report --format pdf` says what is missing.
set -uo pipefail

for name in "${DEALFORENSICS_BROWSER:-}" chromium chromium-browser google-chrome google-chrome-stable chrome msedge; do
    [ -n "$name" ] && command -v "$name" >/dev/null && exit 0
done

advise() {
    echo "No Chromium browser was found, and this script cannot install one ($1)."
    echo "report.pdf cannot be made and its test is skipped. Install Chromium, Chrome or Edge (Debian: chromium), or name"
    echo "one in DEALFORENSICS_BROWSER."
}

if ! command -v apt-get >/dev/null; then
    advise "there is no apt-get"
elif [ "$(id -u)" -ne 0 ]; then
    advise "it needs root"
else
    echo "Installing Chromium, which prints report.pdf ..."
    export DEBIAN_FRONTEND=noninteractive
    # An update that fails at one of the machine's own sources may still have brought the list that is needed.
    # DejaVu has every Cyrillic letter; a server often has no font at all.
    { apt-get update -qq || true
      apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=120 chromium fonts-dejavu-core
    } >/dev/null || advise "apt-get failed"
fi
exit 0
