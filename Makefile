# `make` prints the index. Everything is installed into .venv, from lock files, with hashes.
# A stamp file says that a step was done for the files it depends on; so a second `make run` starts at once.
MAKEFLAGS += --no-print-directory
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run test lint format fuzz isolation mutation bench pii-report lock clean

VENV := .venv
BENCH := .bench/litellm
BIN := $(VENV)/bin
# Debian packages that the tests use: PACKAGE:PROGRAM, asked for only when the program is missing.
TEST_PACKAGES := redis-server:redis-server nodejs:node
ARGS ?=
ATTEMPTS ?= 20000
SEED ?=

help: ## this index
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | awk -F'\t' '{ printf "  make %-10s %s\n", $$1, $$2 }'

run: $(VENV)/.installed ## start on 127.0.0.1:8080: embedded store, sandbox provider, two sample tenants
	@exec $(BIN)/isogate serve --sample $(ARGS)

# Most tests wait for servers of theirs, so that there is a core for the types meanwhile.
test: $(VENV)/.test ## lint, types and all tests (ARGS="-k name" narrows the tests)
	@.ci/apt-install $(TEST_PACKAGES)
	@log=$$(mktemp); trap 'rm -f "$$log"' EXIT; $(MAKE) lint >"$$log" 2>&1 & lint=$$!; status=0; \
	$(BIN)/python -m pytest -q $(ARGS) || status=1; wait $$lint || status=1; cat "$$log"; exit $$status

lint: $(VENV)/.test ## ruff (rules and format), mypy strict
	@status=0; $(BIN)/ruff check --quiet --output-format concise || status=1; \
	$(BIN)/ruff format --check --quiet || { echo "format: run 'make format'"; status=1; }; \
	$(BIN)/mypy || status=1; exit $$status

format: $(VENV)/.test ## write the format, mend what ruff can mend
	@$(BIN)/ruff check --fix --quiet || true
	@$(BIN)/ruff format --quiet

fuzz: $(VENV)/.test ## the properties, with many more examples
	@$(BIN)/python -m pytest -q tests/properties --hypothesis-profile=deep --timeout=0 $(ARGS)

isolation: $(VENV)/.test ## does anything of one tenant or user reach another? (ATTEMPTS=1000000 SEED=7; ARGS="--shards 4")
	@.ci/apt-install $(TEST_PACKAGES)
	@exec $(BIN)/python -m tests.isolation --attempts $(ATTEMPTS) $(if $(SEED),--seed $(SEED)) $(ARGS)

mutation: $(VENV)/.test ## do the tests notice mutants of span merging and offset mapping? (ARGS="spans --sample 20")
	@exec $(BIN)/python -m tests.mutation $(ARGS)

bench: $(VENV)/.installed $(BENCH)/.installed ## measure beside a bare proxy and LiteLLM (ARGS="--quick")
	@exec $(BIN)/python -m tests.bench $(ARGS)

pii-report: $(VENV)/.test ## how well personal data is found, beside Presidio (ARGS="--quick", "--write docs/pii.md")
	@exec $(BIN)/python -m tests.report $(ARGS)

lock: ## make the lock files again from pyproject.toml (UPGRADE=1 for newer releases; needs uv)
	@.ci/lock

clean: ## remove what these commands made; stores and secrets in var/ stay
	@rm -rf $(VENV) .bench .mypy_cache .pytest_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.venv:
	@python=$$(.ci/python) && echo "Making $(VENV) with $$python ..." && rm -rf $(VENV) && "$$python" -m venv $(VENV)
	@touch $@

$(VENV)/.server: requirements/server.txt requirements/build.txt $(VENV)/.venv
	@.ci/pip-install $(VENV) requirements/server.txt
	@.ci/pip-install $(VENV) requirements/build.txt
	@touch $@

# Editable and without its dependencies, which the lock has put there. The detector's expressions are compiled now, beside the
# bytecode, and not by the first start.
$(VENV)/.installed: pyproject.toml $(VENV)/.server
	@$(BIN)/python -m pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation --editable .
	@env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -c 'from gateway.adapters.presidio_detector.detector import PresidioDetector as Made; Made()'
	@touch $@

$(VENV)/.test: requirements/test.txt $(VENV)/.installed
	@.ci/pip-install $(VENV) requirements/test.txt
	@touch $@

# The product measured against has dependencies of its own; they may not touch ours.
$(BENCH)/.installed: requirements/bench-litellm.txt
	@python=$$(.ci/python) && rm -rf $(BENCH) && "$$python" -m venv $(BENCH)
	@.ci/pip-install $(BENCH) requirements/bench-litellm.txt
	@touch $@
