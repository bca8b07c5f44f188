#!/bin/sh
# Installs the system libraries that a PDF takes: `run`; with `test` also fonts: the one that stands in for Calibri
# when the tests count the pages of Word files, and those that tests of brands name. Without apt or Homebrew, or without
# the right to use them, it prints the one line to type and goes on: Word, HTML, Markdown and text need none of them.
set -eu

wanted="libpangoft2-1.0-0 libharfbuzz-subset0"
if [ "${1:-run}" = test ]; then
    wanted="$wanted fonts-crosextra-carlito fonts-dejavu fonts-liberation"
fi

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null 2>&1 && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
        sudo "$@"
    else
        return 1
    fi
}

if command -v apt-get >/dev/null 2>&1; then
    missing=""
    for package in $wanted; do
        dpkg -s "$package" 2>/dev/null | grep -q '^Status: install ok installed' || missing="$missing $package"
    done
    if [ -z "$missing" ]; then
        exit 0
    fi
    echo "installing$missing"
    # shellcheck disable=SC2086 # the names are words
    if ! { as_root apt-get update -qq && as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends $missing >/dev/null; }; then
        echo "for PDF files, type: sudo apt-get update && sudo apt-get install -y$missing" >&2
    fi
elif command -v brew >/dev/null 2>&1; then
    brew list pango >/dev/null 2>&1 || brew install pango || echo "for PDF files, type: brew install pango" >&2
else
    echo "for PDF files, install pango with your system's package manager; \`jdgen doctor\` names the command" >&2
fi
