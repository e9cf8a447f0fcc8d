# One line per target: make help
VENV := .venv
PY := $(VENV)/bin/python
# Percent of lines that the tests must reach; raised as they grow, never lowered.
COVERAGE_MIN ?= 90
# Extra arguments for pytest, e.g. make test ARGS="tests/test_config.py -x"
ARGS ?=
# The first Python of at least 3.11 on this machine.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { command -v "$$p"; break; }; done)

.DEFAULT_GOAL := help
.PHONY: help run test coverage check bench format lint types contracts lock clean

help: ## Print these lines
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/.runtime ## Start everything in one process; without a token, the demo office
	$(PY) -m bot run

# What measures rates or seconds runs two at a time, all else three: much of a test is waiting for a process or a
# database. What fails is run once more by itself: on a machine that is busy with something else a clock may be late, a
# fault in the code is not.
MANY := -q -n 3 --dist worksteal -m "not alone"
test: $(VENV)/.dev ## Run all tests (needs Chromium for the browser tests)
ifeq ($(strip $(ARGS)),)
	$(PY) -m pytest $(MANY) || $(PY) -m pytest -q --lf -m "not alone"
	$(PY) -m pytest -q -n 2 -m alone || $(PY) -m pytest -q --lf -m alone
else
	$(PY) -m pytest $(ARGS)
endif

# Watched line by line a test takes half as long again, and a process twice: so only what runs inside the tests is.
PROCESSES := tests/browser tests/faults tests/operations
coverage: $(VENV)/.dev ## Run the tests that start no processes with coverage, and hold the floor
	$(PY) -m pytest $(MANY) $(PROCESSES:%=--ignore=%) --cov --cov-report=
	$(PY) -m coverage report --skip-covered --fail-under=$(COVERAGE_MIN)

check: lint types contracts test ## What CI runs: format, lint, types, import contracts, tests

bench: $(VENV)/.dev ## Measure sending and handling, as ratios against what else one would use
	$(PY) -m tests.bench

format: $(VENV)/.dev ## Rewrite the code in the one format, mend what lint can mend
	$(VENV)/bin/ruff format .
	$(VENV)/bin/ruff check --fix .

lint: $(VENV)/.dev ## Check format and lint
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .

types: $(VENV)/.dev ## Check types, strictly
	$(VENV)/bin/mypy

contracts: $(VENV)/.dev ## Check who may import whom
	$(VENV)/bin/lint-imports

LOCK := $(VENV)/bin/pip-compile -q --generate-hashes --strip-extras --allow-unsafe --no-header --no-annotate \
	--no-emit-options --no-emit-index-url --no-emit-find-links --no-emit-trusted-host
lock: $(VENV)/.dev ## Write the locks anew from pyproject.toml; UPGRADE=--upgrade takes newer versions
	$(LOCK) $(UPGRADE) --extra postgres -o requirements.txt pyproject.toml
	$(LOCK) $(UPGRADE) --extra postgres --extra dev -c requirements.txt -o requirements-dev.txt pyproject.toml

clean: ## Remove the environment and all caches; data/ stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage .coverage.*

$(PY):
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed, and none was found on the path."; exit 1; }
	@"$(PYTHON)" -m venv $(VENV) || { rm -rf $(VENV); \
		echo "Python cannot make an environment here. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }

# The lock names every package, so pip need not resolve (and an old pip, resolving extras, would look past the lock).
$(VENV)/.runtime: requirements.txt | $(PY)
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt | $(PY)
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.txt
	@touch $@ $(VENV)/.runtime
