#!/usr/bin/env bash
# Installs the Debian packages that tests use, where that is possible, and otherwise names those that are missing.
# A missing one fails nothing: its tests are skipped, with the reason in the summary.
set -euo pipefail

# The checker of the W3C for HTML; it needs a Java that is there already, because installing one takes a minute.
checker=var/node/node_modules/vnu-jar
if [ ! -e "$checker" ] && command -v java >/dev/null && command -v npm >/dev/null; then
    echo "Installing vnu-jar into var/node"
    npm install --silent --no-audit --no-fund --no-save --ignore-scripts --prefix var/node vnu-jar@26.9.27 >/dev/null ||
        echo "Cannot install vnu-jar: the test that needs it is skipped" >&2
fi

missing=()
command -v chromium chromium-browser google-chrome >/dev/null || missing+=(chromium)
# Playwright's driver is linked with it, and a minimal Debian is without.
compgen -G '/usr/lib/*/libatomic.so.1' >/dev/null || missing+=(libatomic1)
# Finds the messages of the interface, which a test holds against their translations.
command -v xgettext >/dev/null || missing+=(gettext)
compgen -G '/usr/share/fonts/*/noto*/NotoSansCJK*' >/dev/null || missing+=(fonts-noto-cjk)
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null || missing+=(postgresql)
[ ${#missing[@]} -gt 0 ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing ${missing[*]}"
    apt-get update -qq || echo "apt-get update failed: trying with the package lists as they are" >&2
    for package in "${missing[@]}"; do
        # One by one: a distribution that lacks one of them still gets the others.
        DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$package" >/dev/null ||
            echo "Cannot install $package: the tests that need it are skipped" >&2
    done
else
    echo "Missing: ${missing[*]}. The tests that need them are skipped; to run them: apt-get install ${missing[*]}" >&2
fi
