# The two commands to know: `make demo` and `make test`. Both set up everything they need; `make help` names the rest.
# Needed beforehand: Python 3.11 (or 3.12), git and make. Everything else goes into .venv (and .uv) in this folder.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# What the environment asks for must not leak into another project's virtual environment.
unexport VIRTUAL_ENV PYTHONPATH PYTHONHOME

PYTHON ?= $(shell for p in python3.11 python3 python3.12 python; do \
	"$$p" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 13))' 2>/dev/null \
	&& { command -v "$$p"; break; }; done)
UV = $(or $(shell command -v uv 2>/dev/null),.uv/bin/uv)
BIN := .venv/bin
STAMP := .venv/.ready
BENCH_STAMP := .venv-bench/.ready
PACKAGES := storage scrapers extraction expectations danvan
CODE := $(PACKAGES) dags tests
WORKERS ?= 2

.PHONY: help setup compiled demo refresh test accuracy resolution bench-extract bench-scrape bench-warehouse lint format lock clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(STAMP) ## make the environment (.venv) from requirements.lock, once

compiled: $(STAMP) ## compile what reads articles (some 1.9 times faster); needs a C compiler, works without
	@$(BIN)/python -m extraction.compiling

demo: $(STAMP) ## run the nightly refresh on the demo newsroom and show what came of it
	@$(BIN)/danvan demo

refresh: $(STAMP) ## run the nightly refresh on the real sources in scrapers/sources
	@$(BIN)/danvan refresh

test: lint ## lint, then run all tests (WORKERS=2 at a time)
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup

accuracy: $(STAMP) ## score what is read from gold articles, by type and language, and hold it to the floors
	@$(BIN)/danvan accuracy

resolution: $(STAMP) ## score how articles become stories and claims facts, and hold it to the floors
	@$(BIN)/python -m pytest -n 0 -q tests/dbt_project/test_resolution.py

bench-extract: $(BENCH_STAMP) compiled ## measure how fast facts are read (ARGS=--help tells what can be set)
	@$(BIN)/python -m bench.extract $(ARGS)

bench-scrape: $(STAMP) $(BENCH_STAMP) ## measure how fast pages are read (ARGS='parsing --help' tells what can be set)
	@$(BIN)/python -m bench.scrape $(ARGS)

bench-warehouse: $(STAMP) ## measure a night's build on 10 thousand, 100 thousand and 1 million articles (ARGS=--help)
	@$(BIN)/python -m bench.warehouse $(ARGS)

lint: $(STAMP) ## ruff, mypy, sqlfluff, yamllint
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/sqlfluff lint --disable-progress-bar dbt_project
	@$(BIN)/yamllint --strict .

format: $(STAMP) ## let ruff and sqlfluff put right what they can
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .
	@$(BIN)/sqlfluff fix --disable-progress-bar dbt_project

lock: .uv-present ## pin requirements-dev.in and requirements-bench.in again into their locks
	@$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--custom-compile-command 'make lock' requirements-dev.in -o requirements.lock
	@$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--custom-compile-command 'make lock' requirements-bench.in -o requirements-bench.lock

clean: ## remove the environment, the demo's data and caches; ./data stays
	@rm -rf .venv .venv-bench .bench-warehouse .uv .demo .mypy_cache .ruff_cache .pytest_cache .hypothesis build *.egg-info \
		dbt_project/target dbt_project/logs
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# ---------------------------------------------------------------------------------------------------------------

$(STAMP): requirements.lock pyproject.toml
	@$(MAKE) .uv-present
	@echo "Setting up .venv from requirements.lock (once; some minutes the first time) …"
	@[ -x $(BIN)/python ] || $(UV) venv --quiet --python "$(PYTHON)" .venv
	@$(UV) pip sync --quiet --compile-bytecode --python $(BIN)/python requirements.lock
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

# What danvan is measured beside is no part of it, so it has an environment of its own.
$(BENCH_STAMP): requirements-bench.lock
	@$(MAKE) .uv-present
	@echo "Setting up .venv-bench from requirements-bench.lock (once) …"
	@[ -x .venv-bench/bin/python ] || $(UV) venv --quiet --python "$(PYTHON)" .venv-bench
	@$(UV) pip sync --quiet --compile-bytecode --python .venv-bench/bin/python requirements-bench.lock
	@touch $@

# uv comes from pip into a folder of its own: `--target` works without the venv module and where the system's
# Python is managed by the distribution.
.PHONY: .uv-present
.uv-present:
	@[ -n "$(PYTHON)" ] || { echo "danvan needs Python 3.11 or 3.12, and none was found:" \
		"install it, or say where it is with 'make PYTHON=/path/to/python3.11 …'." >&2; exit 1; }
	@command -v "$(UV)" >/dev/null 2>&1 || { \
		echo "Fetching uv …"; \
		"$(PYTHON)" -m pip install --quiet --disable-pip-version-check --target .uv uv 2>.uv.log \
		|| { "$(PYTHON)" -m venv .uv 2>>.uv.log && .uv/bin/python -m pip install --quiet uv 2>>.uv.log; } \
		|| { cat .uv.log >&2; echo "uv could not be fetched: install uv, pip or the venv module" \
			"(Debian and Ubuntu: apt install python3-pip) and run make again." >&2; exit 1; }; \
		rm -f .uv.log; }
