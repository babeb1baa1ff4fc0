# Balanced Jobs: `make` alone lists what can be done.

VENV := .venv
BIN := $(VENV)/bin
JOBS ?= 2
MINUTES ?= 30
MODULE ?= sim/kernels/voting.py
PYTHON ?=

# Stamps live inside the environment, so that removing it removes them too.
CREATED := $(VENV)/.created
CORE := $(VENV)/.core
ALL := $(VENV)/.all
WARM := $(VENV)/.warm

PIP := $(BIN)/python -m pip --disable-pip-version-check
LOCK := requirements.lock

# Numbers, tables, results on disk and locks, in a minute or two.
LOWEST := $(VENV)-lowest
SMOKE := tests/grammar tests/execution/test_locks.py tests/execution/test_files.py \
  tests/faults/test_tampered_results.py tests/faults/test_read_only.py tests/model/test_accounting.py

# One process, one thread: parallel work is done by processes.
export NUMBA_NUM_THREADS := 1
export OMP_NUM_THREADS := 1

# Byte code is kept, whatever the environment says: tests start hundreds of processes.
unexport PYTHONDONTWRITEBYTECODE

SUITABLE := import sys, venv, ensurepip; sys.exit(not (3, 12) <= sys.version_info[:2] < (3, 15))

# The build system is installed beforehand, pinned like everything else.
BUILD_REQUIRES := import tomllib; from pathlib import Path; \
  project = tomllib.loads(Path('pyproject.toml').read_text(encoding='utf-8')); \
  print(*project['build-system']['requires'], sep='\n')

.PHONY: help setup demo app test test-lowest mutants lint baselines docs bench soak notebooks codemeta lock clean
.NOTPARALLEL:

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

setup: $(ALL) $(WARM)  ## the environment in .venv, with everything, and the compiled kernels
	@echo "Ready. Try: $(BIN)/balanced-jobs compare capitalism parecon"

demo: $(WARM)  ## capitalism against participatory economics: the answer, surprises, where to look next
	@$(BIN)/python -m sim.demo

app: $(ALL) $(WARM)  ## a live page: two economies side by side in the browser
	$(BIN)/balanced-jobs app

# Status 5 says that no test is marked slow.
test: $(ALL) $(WARM)  ## all tests, the quick ones first
	$(BIN)/python -m pytest -n $(JOBS) -m "not slow"
	$(BIN)/python -m pytest -n $(JOBS) -m slow || [ $$? -eq 5 ]

# Old versions warn of what newer ones beside them have taken away.
test-lowest: $(CREATED)  ## some quick tests under the lowest versions that pyproject.toml allows
	$(PIP) install --quiet uv
	@mkdir -p $(LOWEST)
	$(BIN)/python -m uv pip compile pyproject.toml --output-file $(LOWEST)/requirements.txt \
	  --python-version 3.12 --all-extras --resolution lowest-direct --quiet
	$(BIN)/python -m venv --clear $(LOWEST)/venv
	$(BIN)/python -m uv pip install --quiet --python $(LOWEST)/venv/bin/python --no-build \
	  --requirement $(LOWEST)/requirements.txt
	$(LOWEST)/venv/bin/python -m pytest -o filterwarnings=default $(SMOKE)
	@echo "These tests ran under the lowest versions; \`make test\` runs all under those of $(LOCK)."

mutants: $(ALL)  ## small faults put into one module, MODULE=sim/kernels/voting.py: do tests notice?
	$(BIN)/python -m tests.mutants $(MODULE)

lint: $(ALL)  ## style, formatting, types, and the direction of imports
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy
	$(BIN)/python $(BIN)/lint-imports

baselines: $(ALL)  ## the pictures that figures are compared with, drawn anew: look at them
	$(BIN)/python -m pytest -q tests/plot/test_images.py --mpl-generate-path=tests/plot/baseline

docs: $(ALL) $(WARM)  ## the documentation as a site in docs/_build/html; a broken link is an error
	$(BIN)/python -m sphinx -E -n -W --keep-going -q -b html docs docs/_build/html
	@echo "Open docs/_build/html/index.html"

soak: $(ALL) $(WARM)  ## sweeps under random kills, MINUTES=30 long: nothing lost, memory flat
	$(BIN)/python -m benchmarks.soak --minutes $(MINUTES)

bench: $(ALL) $(WARM)  ## speed of the kernel, a month and a sweep, beside their limits (some minutes)
	$(BIN)/python -m benchmarks

notebooks: $(ALL) $(WARM)  ## the notebooks with their outputs, executed anew: look at them
	$(BIN)/python -m notebooks.refresh

codemeta: $(ALL)  ## codemeta.json from pyproject.toml and CITATION.cff
	$(BIN)/python -m tests.project.codemeta

lock: $(CREATED)  ## newest versions of all packages into requirements.lock
	$(PIP) install --quiet uv
	$(BIN)/python -m uv pip compile pyproject.toml --output-file $(LOCK) --universal \
	  --python-version 3.12 --all-extras --upgrade --quiet \
	  --no-header --no-annotate --no-emit-index-url --no-emit-find-links

clean:  ## remove the environment and all caches; results stay
	rm -rf $(VENV) $(LOWEST) docs/_build docs/_generated docs/notebooks tests/e2e/screenshots build dist
	rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# An environment that works is kept, one left half made is made again. A command on the path may be
# a shim that does not work, so every candidate is run.
$(CREATED):
	@if [ -z "$(PYTHON)" ] && $(BIN)/python -c "$(SUITABLE)" >/dev/null 2>&1 \
	  && $(PIP) --version >/dev/null 2>&1; then \
	  echo "Python: the one in $(VENV)"; touch $@; exit 0; \
	fi; \
	if [ -n "$(PYTHON)" ]; then set -- "$(PYTHON)"; else \
	  set -- python3.12 python3.13 python3.14 python3 python \
	    "$${PYENV_ROOT:-$$HOME/.pyenv}"/versions/3.1[234].*/bin/python3 \
	    /opt/homebrew/bin/python3.1[234] /usr/local/bin/python3.1[234]; \
	fi; \
	found=; \
	for candidate in "$$@"; do \
	  if "$$candidate" -c "$(SUITABLE)" >/dev/null 2>&1; then found="$$candidate"; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "Python 3.12, 3.13 or 3.14 with venv and ensurepip is needed; none was found among: $$*" >&2; \
	  echo "Install one, or name it: make PYTHON=/path/to/python3.12" >&2; \
	  exit 1; \
	fi; \
	echo "Python: $$found ($$("$$found" -c 'import platform; print(platform.python_version())'))"; \
	"$$found" -m venv --clear $(VENV) && touch $@

$(CORE): $(CREATED) pyproject.toml $(LOCK)
	@echo "Installing the packages ..."
	@$(BIN)/python -c "$(BUILD_REQUIRES)" | \
	  $(PIP) install --quiet --constraint $(LOCK) --requirement /dev/stdin
	@$(PIP) install --quiet --constraint $(LOCK) --no-build-isolation --editable .
	@touch $@

$(ALL): $(CORE)
	@echo "Installing the tools for tests and checks ..."
	@$(PIP) install --quiet --no-deps --requirement $(LOCK)
	@touch $@

$(WARM): $(CORE)
	@echo "Compiling the kernels (once) ..."
	@$(BIN)/python -m sim.warm
	@touch $@
