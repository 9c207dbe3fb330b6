# Two commands matter: `make serve` and `make test`; `make check` is for the inner loop between them.
# A bare machine with python3 and make is enough.
PYTHON ?= python3
PORT ?= 8000
STATUTES ?=
PROVISIONS ?= 100000
DEMANDSIDE_DATA ?= $(CURDIR)/var
export DEMANDSIDE_DATA

BIN := .venv/bin
STAMP := .venv/.installed

.PHONY: setup build serve check test faults lint docs bench cluster-test clean lock tools audit release wheel-proof

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

build: setup
	$(BIN)/demandside build $(foreach path,$(STATUTES),--statutes "$(path)")

serve: build
	$(BIN)/demandside serve --port $(PORT)

# A minute: lint and types of what changed, and the tests that start no server, browser or crawl.
check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest --fast -n 2 --dist loadfile --no-loadscope-reorder

test: setup tools lint
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

# The long part of tests/faults; its figures go into docs/quality.md. Takes about an hour.
faults: setup
	mkdir -p var
	rm -f var/faults.jsonl
	FAULTS_REPORT="$(CURDIR)/var/faults.jsonl" $(BIN)/python -m pytest tests/faults -n 2 --dist loadfile
	$(BIN)/python -m tests.faults.publish var/faults.jsonl docs/quality.md

lint: setup audit
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/yamllint --strict .
	$(BIN)/lint-imports
	$(BIN)/bandit --quiet --configfile pyproject.toml --recursive corpus crawler nlp search_app
	$(BIN)/hadolint Containerfile
	$(BIN)/demandside check --errors-only

# Tests drive Chromium and start a search server (with Maven); on Debian and its kin this installs them.
tools:
	sh tests/install_tools.sh

docs: setup
	$(BIN)/demandside docs docs

# The last three compare with and measure Elasticsearch; they skip where no server can be had.
bench: build
	$(if $(STATUTES),$(BIN)/python -m benchmarks.build --statutes "$(STATUTES)")
	$(if $(STATUTES),$(BIN)/python -m benchmarks.tagging --statutes "$(STATUTES)")
	$(BIN)/python -m benchmarks.engines --data "$(DEMANDSIDE_DATA)"
	$(BIN)/python -m benchmarks.outages
	$(BIN)/python -m benchmarks.scale --provisions $(PROVISIONS)

# Three Elasticsearch nodes on this machine, two of them killed in turn under load.
cluster-test: setup
	$(BIN)/python -m benchmarks.cluster

# requirements.lock pins all that development needs; runtime.lock only what serving needs, in the same versions.
COMPILE := $(BIN)/pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
	--strip-extras --allow-unsafe

lock:
	$(COMPILE) --extra dev --extra documents --extra mcp --extra pictures --output-file requirements.lock pyproject.toml
	$(COMPILE) --constraint requirements.lock --output-file runtime.lock pyproject.toml

# Known vulnerabilities of the pinned packages; says so where no advisory service can be reached.
audit: setup
	$(BIN)/python -m tests.audit runtime.lock

# dist/: wheel, software bill of materials (CycloneDX), licences of what is in it, checksums. The wheel is proved, as below.
release: setup
	sh tests/release.sh $(BIN)

# The wheel, installed in an empty environment, tags a sentence and serves the site; no file of this checkout is read.
wheel-proof: setup
	$(BIN)/python -m tests.wheel_proof

clean:
	rm -rf .venv var build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
