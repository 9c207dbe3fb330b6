#!/bin/sh
# Installs what tests need beside Python, where apt-get is there and may be used: Chromium with its
# driver for the end-to-end test, Maven for the search server. Without them those tests skip.
set -eu
missing=""
command -v chromium >/dev/null 2>&1 && command -v chromedriver >/dev/null 2>&1 ||
    missing="chromium chromium-driver"
command -v mvn >/dev/null 2>&1 || missing="$missing maven"
[ -n "$missing" ] || exit 0
if ! command -v apt-get >/dev/null 2>&1; then
    echo "no apt-get: tests that need $missing will be skipped" >&2
    exit 0
fi
run=""
[ "$(id -u)" -eq 0 ] || run="sudo"
$run apt-get update -qq
# shellcheck disable=SC2086
$run env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
