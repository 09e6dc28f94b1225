# Detalji. `make help` lists the commands.
SHELL := /bin/sh
PORT ?= 5000
PYTHON ?= python3
PY := .venv/bin/python
FLASK := $(PY) -m flask
export DETALJI_HOME ?= $(CURDIR)/var
export DETALJI_BASE_URL ?= http://localhost:$(PORT)
# Processes that serve, and threads of each: a thread is held as long as a slow phone sends (docs/decisions/0007-server.md).
PROCESSES ?= 2
THREADS ?= 64
# Each prints one report at a time: a wave is built on as many cores.
WORKERS ?= $(shell nproc)

.PHONY: help run test lint bench pictures torture system strings catalogues ready ready-test

help: ## this list
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 14

run: ready catalogues ## start the app with demo data (PORT=5000)
	@setup/system setup/run-packages.txt || echo "Starting anyway: reports will wait until these are installed."
	@setup/serve $(PORT) $(PROCESSES) $(THREADS) $(WORKERS)

test: ready-test catalogues ## run every test, the browser's included
	@node --test $$(find tests/js -name '*.test.js')
	@$(PY) -m pytest -q -n 2 --dist loadscope --timeout-method=thread $(ARGS)

lint: ready-test ## check style, types, catalogues and pages' rules
	@$(PY) -m ruff check .
	@$(PY) -m mypy

bench: ready-test catalogues ## measure, as ratios of one run; docs/performance.md says how to read them
	@for file in benchmarks/[a-z]*.py; do echo "== $$file"; $(PY) -m benchmarks.$$(basename $$file .py) || exit 1; done

pictures: ready-test ## draw every page of every kind of report, to be looked at (in var/pictures)
	@$(PY) -m tests.reports.gallery var/pictures $(WORDS)

torture: ready-test catalogues ## a long run of kills and cut wires (SEEDS="7 11 13 17" VISITS=1000)
	@$(PY) -m tests.torture --seeds "$(or $(SEEDS),7 11 13 17)" --visits $(or $(VISITS),1000)

system: ## install the Debian packages that run and test need
	@setup/system setup/run-packages.txt setup/test-packages.txt

strings: ready ## gather new sentences into the catalogues
	@setup/strings

catalogues: ready ## compile the translations
	@setup/catalogues

ready: .made/run
ready-test: .made/test

.venv/bin/uv: setup/uv.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; found $$($(PYTHON) --version). Name another: make PYTHON=python3.12 …"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "python3-venv pip support" >.venv-packages; setup/system .venv-packages; s=$$?; rm -f .venv-packages; exit $$s; }
	@test -x $(PY) || { echo "Making .venv …"; $(PYTHON) -m venv .venv; }
	@$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r setup/uv.lock
	@touch $@

.made/run: requirements.lock .venv/bin/uv
	@mkdir -p .made
	@test -f .made/test && touch $@ || { echo "Installing what the app needs …"; \
	  .venv/bin/uv pip sync -q --python $(PY) --require-hashes requirements.lock && \
	  $(PY) -m pip install -q --disable-pip-version-check --require-hashes -r setup/uv.lock; }
	@touch $@

.made/test: requirements-test.lock package-lock.json .venv/bin/uv
	@mkdir -p .made
	@setup/system setup/run-packages.txt setup/test-packages.txt
	@echo "Installing what the tests need …"
	@.venv/bin/uv pip sync -q --python $(PY) --require-hashes requirements-test.lock
	@$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r setup/uv.lock
	@npm ci --silent --no-audit --no-fund --ignore-scripts
	@touch $@ .made/run
