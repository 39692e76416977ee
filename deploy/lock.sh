#!/usr/bin/env bash
# Resolve pyproject.toml into the lock files: names, versions and hashes, no addresses.
set -euo pipefail
cd "$(dirname "$0")/.."
compile=(uv pip compile pyproject.toml --universal --python-version 3.11 --quiet --generate-hashes
         --no-strip-extras --no-annotate --no-header --no-emit-index-url)
"${compile[@]}" "$@" --output-file deploy/requirements.lock
"${compile[@]}" "$@" --extra production --constraints deploy/requirements.lock --output-file deploy/requirements-production.lock
"${compile[@]}" "$@" --extra dev --constraints deploy/requirements.lock --output-file deploy/requirements-dev.lock
uv pip compile deploy/clients.in "${compile[@]:4}" "$@" --output-file deploy/requirements-clients.lock
uv pip compile deploy/supply.in "${compile[@]:4}" "$@" --output-file deploy/requirements-supply.lock
