# Each verb sets up all it needs; nothing but Python 3.11 or later and make is expected.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: demo test check bench package lock clean
.DEFAULT_GOAL := demo

demo: $(VENV)/.ready
	$(BIN)/hotspots demo demo --force

test: $(VENV)/.ready-dev
	$(BIN)/python -m pytest $(ARGS)

check: $(VENV)/.ready-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/sqlfluff lint queries

bench: $(VENV)/.ready-dev
	$(BIN)/python tests/bench/bench.py $(ARGS)

package: $(VENV)/.ready-dev
	$(BIN)/python -m build --no-isolation --outdir dist

lock: $(VENV)/.ready-dev
	$(BIN)/python -m pip install --quiet --upgrade uv
	for kind in "" -build -dev; do \
	  $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	    --no-annotate --no-header requirements$$kind.in -o requirements$$kind.txt || exit 1; \
	done

clean:
	rm -rf $(VENV) .cache demo dist build

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed; name one with: make PYTHON=python3.11") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.ready: $(VENV)/bin/python requirements.txt requirements-build.txt pyproject.toml
	@echo "Installing what hotspots needs into $(VENV) (about a minute the first time) ..." >&2
	$(PIP) --require-hashes -r requirements.txt -r requirements-build.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready requirements-dev.txt
	$(PIP) --require-hashes -r requirements-dev.txt
	@touch $@
