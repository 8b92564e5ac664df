# Each verb sets up all it needs; nothing but Python 3.11 or later and make is expected.
PYTHON ?= python3
VENV := .venv
BENCH := .venv-bench
DOCS := .venv-docs
SITE := .cache/docs
BIN := $(VENV)/bin
# What was compiled once is not compiled again by every command that a test or a page begins.
export PYTHONDONTWRITEBYTECODE :=
# Compiled as it is installed: a warning about somebody else's source must not fail a test.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: demo test whole campaign fuzz mutation simulate check reference docs site bench package lock clean
.DEFAULT_GOAL := demo

demo: $(VENV)/.ready
	$(BIN)/hotspots demo demo --force

test: $(VENV)/.ready-dev
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder $(ARGS)

# All tests whole, those that the usual run tries a part of among them: about an hour.
whole: $(VENV)/.ready-dev
	HOTSPOTS_CAMPAIGN=1 $(BIN)/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder $(ARGS)

# What is promised, tried by force: kills, interrupts, full disks, readers beside a load, changed
# bytes, hostile and broken files, the largest honest ones; about an hour. Its table is docs/reliability.md.
campaign: $(VENV)/.ready-dev
	$(BIN)/python -m tests.reliability $(ARGS)

# Thousands of broken files, each bounded in time and memory: read right, or refused in a sentence.
fuzz: $(VENV)/.ready-dev
	$(BIN)/python -m tests.fuzz $(ARGS)

# Small errors written into the code in memory, one at a time: which do the tests notice? The table
# is in docs/mutation.md.
mutation: $(VENV)/.ready-dev
	$(BIN)/python -m tests.mutation $(ARGS)

# How often a verdict says "sure" where nothing changed; the table of docs/explanation/simulations.md.
simulate: $(VENV)/.ready-dev
	$(BIN)/python -m tests.simulate $(ARGS)

check: $(VENV)/.ready-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tests.tools.lint_sql

# The parts of the docs that follow from the code, and the output below commands.
reference: $(VENV)/.ready-dev
	$(BIN)/python -m tests.tools.reference_docs

# The docs as a site, in Danish and English, a page for each command; it asks no other host.
site: $(VENV)/.ready-dev $(DOCS)/.ready
	$(BIN)/python -m tests.tools.docs_site $(SITE)

# The site where search works: on this machine alone, until Ctrl+C.
docs: site
	$(BIN)/python -m http.server --bind 127.0.0.1 --directory $(SITE)/site 8000

# What is compared with is heavy and stays out of the tests' environment; bench.py says so in a
# sentence where it cannot be installed.
bench: $(VENV)/.ready-dev
	@$(MAKE) --no-print-directory $(BENCH)/.ready || true
	$(BIN)/python tests/bench/bench.py $(ARGS)

# The same commit gives the same bytes; beside them lies what they are made of (CycloneDX).
package: export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || echo 1577836800)
package: $(VENV)/.ready-dev
	$(BIN)/python -m build --no-isolation --outdir dist
	$(BIN)/python -m tests.tools.sbom dist

lock: $(VENV)/.ready-dev
	$(BIN)/python -m pip install --quiet --upgrade uv
	for kind in "" -postgis -build -dev -bench -docs; do \
	  $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	    --no-annotate --no-header requirements$$kind.in -o requirements$$kind.txt || exit 1; \
	done

clean:
	rm -rf $(VENV) $(BENCH) $(DOCS) .cache demo dist build fuzz-failures

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

$(BENCH)/.ready: requirements-bench.txt | $(VENV)/.ready-dev
	@echo "Installing what is compared with into $(BENCH) (about a minute the first time) ..." >&2
	@rm -f $@
	$(BIN)/python -m venv $(BENCH)
	$(BENCH)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.txt
	@touch $@

$(DOCS)/.ready: requirements-docs.txt | $(VENV)/.ready-dev
	@echo "Installing what builds the site into $(DOCS) ..." >&2
	@rm -f $@
	$(BIN)/python -m venv $(DOCS)
	$(DOCS)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-docs.txt
	@touch $@
