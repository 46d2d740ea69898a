#!/usr/bin/env bash
# A browser for the tests of pages: Chromium and a font, from the system's own packages.
# Usage: bash scripts/browser.sh; quick where both are there. Without it those tests are skipped.
set -euo pipefail

fonts() { find /usr/share/fonts -name '*.ttf' -print -quit 2>/dev/null | grep -q .; }

if command -v chromium >/dev/null && fonts; then
    echo "browser: $(command -v chromium) is here"
    exit 0
fi
if ! command -v apt-get >/dev/null; then
    echo "browser: no apt-get here: install Chromium so that \`chromium\` is found" >&2
    exit 1
fi
as_root=()
if [ "$(id -u)" != 0 ]; then
    as_root=(sudo -n)
fi
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" timeout 90 apt-get update -qq
"${as_root[@]}" timeout 300 apt-get install -y -qq --no-install-recommends \
    chromium fonts-dejavu-core >/dev/null
command -v chromium
