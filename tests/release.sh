#!/bin/sh
# Makes dist/: the wheel, its software bill of materials, the licences of what it needs, checksums.
# The wheel is installed in an environment of its own, so that the lists name what a user gets, and
# proved to work there without this checkout.
#   tests/release.sh .venv/bin
set -eu
bin=$1
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
venv=$home/environment
rm -rf dist build/lib build/bdist.*
mkdir -p dist
"$bin/python" -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir dist .
"$bin/python" -m venv "$venv"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r runtime.lock
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps dist/*.whl
"$bin/cyclonedx-py" environment --pyproject pyproject.toml --output-reproducible --output-format JSON \
    --output-file dist/sbom.cdx.json "$venv/bin/python"
"$bin/pip-licenses" --python "$venv/bin/python" --with-urls --format markdown --output-file dist/licences.md >/dev/null
"$bin/python" -m tests.wheel_proof --environment "$venv"
(cd dist && sha256sum -- *.whl sbom.cdx.json licences.md >SHA256SUMS)
"$venv/bin/demandside" --version
cat dist/SHA256SUMS
