# Commands of the project. Each sets up what it needs; a second call finds it done.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUNTIME_STAMP := $(VENV)/.runtime-installed
DEV_STAMP := $(VENV)/.dev-installed

export DAGSTER_HOME ?= $(CURDIR)/.dagster
export DBT_SEND_ANONYMOUS_USAGE_STATS := false
export DO_NOT_TRACK := 1

.DEFAULT_GOAL := help
.PHONY: browser audit clients docs help refresh parts sbom services test score lint ui bench generate lock clean

help: ## list the commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

refresh: $(RUNTIME_STAMP) ## set up and run the nightly job on reports/
	@$(BIN)/cchc refresh

parts: ## install OCR and LibreOffice from Debian's packages (as root): optional, for scans and old Word files
	@apt-get update -qq
	@DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends $(shell cat deploy/apt-packages.txt)

services: ## install nginx and PostgreSQL from Debian's packages (as root): for a production set-up and its tests
	@apt-get update -qq
	@DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends $(shell cat deploy/production/apt-packages.txt)

browser: ## install Chromium from Debian's packages (as root): only to take the pictures of docs/operator.md anew
	@apt-get update -qq
	@DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends $(shell cat docs/screenshots/apt-packages.txt)

test: $(DEV_STAMP) ## set up and run all tests
	@$(BIN)/python -m pytest

docs: $(RUNTIME_STAMP) ## dbt's documentation of the last build as one HTML file, for use without internet
	@CCHC_BUILD_FILE=warehouse/state/dbt/build/cchc.duckdb CCHC_LANDING=lake/landing $(BIN)/dbt --quiet docs generate \
		--static --project-dir dbt_project --profiles-dir dbt_project \
		--target-path $(CURDIR)/warehouse/state/docs --log-path $(CURDIR)/warehouse/state/docs
	@echo warehouse/state/docs/static_index.html

clients: .venv-clients/.installed ## install SQL clients (harlequin, SQLAlchemy) in .venv-clients: optional

sbom: $(RUNTIME_STAMP) .venv-supply/.installed ## bill of materials of the installed service (CycloneDX) in sbom.json
	@.venv-supply/bin/cyclonedx-py environment $(VENV) --pyproject pyproject.toml --output-reproducible -o sbom.json

audit: $(DEV_STAMP) ## hold the locks against known vulnerabilities: make audit ADVISORIES=FILE (OSV's export for PyPI)
	@$(BIN)/python -m supply.audit $(ADVISORIES)

score: $(DEV_STAMP) ## read the labelled corpus of prose, print precision, recall and confusions
	@$(BIN)/python -m tests.corpus.score

lint: $(DEV_STAMP) ## style, types, import rules, SQL, generated files
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/sqlfluff lint --processes 2 --disable-progress-bar dbt_project/models dbt_project/macros dbt_project/tests dbt_project/analyses
	@$(BIN)/python -m data_contracts.dbt_yaml --check
	@$(BIN)/python -m data_contracts.dictionary --check
	@$(BIN)/python -m orchestration.configuration --check
	@$(BIN)/python -m orchestration.warehouse.recipes --check
	@$(BIN)/python -m supply.licences --check
	@$(BIN)/python -m orchestration.setup
	@$(BIN)/dg check defs
	@$(BIN)/dagster definitions validate -w workspace.yaml

ui: $(RUNTIME_STAMP) ## open the Dagster UI on 127.0.0.1:3000, with the schedule and the sensor running
	@$(BIN)/python -m orchestration.setup
	@$(BIN)/python -m http.server --bind 127.0.0.1 --directory docs 3002 2>/dev/null & trap "kill $$!" EXIT; \
		$(BIN)/dagster dev -w workspace.yaml -h 127.0.0.1 -p 3000

bench: $(DEV_STAMP) ## measure; prints ratios
	@$(BIN)/python -m benchmarks
	@$(BIN)/python -m benchmarks.reading
	@$(BIN)/python -m benchmarks.pages
	@$(BIN)/python -m benchmarks.prose

generate: $(DEV_STAMP) ## rewrite the files compiled from the data contracts
	@$(BIN)/python -m data_contracts.dbt_yaml
	@$(BIN)/python -m data_contracts.dictionary
	@$(BIN)/python -m orchestration.configuration
	@$(BIN)/python -m orchestration.warehouse.recipes
	@$(BIN)/python -m supply.licences

lock: ## resolve the dependencies anew (needs uv)
	@deploy/lock.sh

clean: ## remove the virtual environment and all working state
	rm -rf $(VENV) .venv-clients .venv-supply .dagster lake warehouse

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed; set PYTHON=python3.x")'
	@$(PYTHON) -m venv $(VENV)

# --no-deps: the lock is complete, so pip only has to fetch, check the hash and unpack.
$(RUNTIME_STAMP): deploy/requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing the locked dependencies (once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r deploy/requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(DEV_STAMP): deploy/requirements-dev.lock $(RUNTIME_STAMP)
	@echo "Installing the locked development tools (once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r deploy/requirements-dev.lock
	@touch $@

.venv-clients/.installed: deploy/requirements-clients.lock
	@$(PYTHON) -m venv .venv-clients
	@.venv-clients/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $<
	@touch $@

.venv-supply/.installed: deploy/requirements-supply.lock
	@$(PYTHON) -m venv .venv-supply
	@.venv-supply/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $<
	@touch $@
