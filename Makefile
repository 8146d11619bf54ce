# Five words: site, test, check, serve, bench. They need Python 3.11 or newer, git and make; the rest they put into
# .venv, from locks with hashes. PYTHON=/path/to/python chooses another Python, PORT=8001 another port for serve.

.DEFAULT_GOAL := site
.PHONY: ready site test test-all check serve bench robust release test-latest docs

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
PORT := 8000
BENCHMARKS := $(wildcard bench/text.py bench/build.py bench/figures.py bench/thumbnails.py bench/peers.py)

# Builds the example site into output/.
site: $(VENV)/site
	$(BIN)/sitegen build
	@echo "to see it: make serve"

# Tests a change: of what has very many cases a sample, which is another for the next change. Lint and types beside.
# How many at a time: tests/conftest.py. Python keeps what it compiled: each worker reads all tests.
test:
	@$(MAKE) --no-print-directory --jobs=2 ready
	@$(MAKE) --no-print-directory check >$(VENV)/check.log 2>&1 & checking=$$!; \
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest --numprocesses=auto --dist=worksteal $(TESTS); tested=$$?; \
	wait $$checking; checked=$$?; cat $(VENV)/check.log; [ $$tested = 0 ] && [ $$checked = 0 ]

# What tests need: pip's part of it beside npm's and apt's.
ready: $(VENV)/dev $(VENV)/browser
	@:

# Runs every test there is.
test-all: TESTS = --everything
test-all: test

# Lint, format, types, layers.
check: $(VENV)/dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

# Shows the example site on this machine, and follows every edit.
serve: $(VENV)/site
	$(BIN)/sitegen serve --port $(PORT)

# Prints the figures of bench/README.md.
bench: $(VENV)/dev
	@for benchmark in $(BENCHMARKS); do echo "== $$benchmark"; $(BIN)/python "$$benchmark" || exit 1; done

# Tries what must not break, and prints its figures: two hours. FAMILIES="fuzzing network" and SHARE=0.1 do less of it,
# SEED=2 something else.
robust: $(VENV)/dev
	$(BIN)/python -m bench.robust $(FAMILIES) $(if $(SHARE),--share $(SHARE)) $(if $(SEED),--seed $(SEED))

# Makes dist/: the sdist, the wheel and the text of a Homebrew formula, the same bytes each time; publishes nothing.
# REPOSITORY=https://… where git has no remote named origin, TAG=v0.1.0 for one that is to be published.
release: $(VENV)/release
	$(BIN)/python release/make.py $(if $(REPOSITORY),--repository $(REPOSITORY)) $(if $(TAG),--tag $(TAG)) \
	  $(if $(NIGHTLY),--nightly $(NIGHTLY))

# Builds the site of the documentation into docs/.site; a link that leads nowhere is an error.
docs: $(VENV)/docs
	SITEGEN_REPOSITORY=$(REPOSITORY) $(BIN)/python docs/make.py
	cd docs && ../$(BIN)/zensical build --clean --strict --config-file mkdocs.yml

# Runs the tests with the newest versions of everything that pyproject.toml allows, in an environment of its own.
test-latest:
	$(MAKE) VENV=.venv-latest .venv-latest/latest
	.venv-latest/bin/python -m pytest --numprocesses=auto --dist=worksteal

# What follows makes .venv: each file there says that one step is done, so that a second run does nothing.

$(VENV)/site: requirements.txt pyproject.toml | $(VENV)/made
	$(PIP) install --require-hashes -r requirements.txt
	$(PIP) install --no-index --no-deps --no-build-isolation -e .
	@touch $@

# Its lock has the program's in it. What is installed, and wheels that tests install, are fetched at the same time.
$(VENV)/dev: requirements-dev.txt requirements.txt pyproject.toml | $(VENV)/made
	rm -rf $(VENV)/wheels
	$(PIP) download --require-hashes -r requirements.txt -d $(VENV)/wheels & downloading=$$!; \
	$(PIP) install --require-hashes -r requirements-dev.txt; installed=$$?; wait $$downloading && exit $$installed
	$(PIP) install --no-index --no-deps --no-build-isolation -e .
	@touch $(VENV)/site $@

$(VENV)/release: requirements-release.txt | $(VENV)/made
	$(PIP) install --require-hashes -r requirements-release.txt
	@touch $@

$(VENV)/docs: requirements-docs.txt $(VENV)/site
	$(PIP) install --require-hashes -r requirements-docs.txt
	@touch $@

$(VENV)/latest: pyproject.toml | $(VENV)/made
	$(PIP) install --upgrade pip # for groups
	$(PIP) install --upgrade --upgrade-strategy eager --group dev -e .
	rm -rf $(VENV)/wheels
	$(PIP) download . -d $(VENV)/wheels
	tests/tools/install
	tests/tools/install browser $(BIN)
	@touch $@

# A browser and the checkers of tests/tools are no Python packages. A test that misses one says so and is skipped.
$(VENV)/checkers: tests/tools/install tests/tools/package-lock.json | $(VENV)/made
	tests/tools/install
	@touch $@

# Where the system has no Chromium, Playwright's.
$(VENV)/browser: | $(VENV)/dev $(VENV)/checkers
	tests/tools/install browser $(BIN)
	@touch $@

$(VENV)/made:
	@old= bare=; for python in $(or $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11); do \
	  version=$$("$$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue; \
	  if ! "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then old="$$old $$version"; continue; fi; \
	  if ! "$$python" -c 'import ensurepip, venv' 2>/dev/null; then bare=$$version; continue; fi; \
	  echo "Python $$version, in $(VENV)"; \
	  "$$python" -m venv --clear $(VENV) && touch $@; exit; \
	done; \
	if [ -n "$$bare" ]; then \
	  echo "Python $$bare has no venv module. On Debian and Ubuntu: apt install python$$bare-venv" >&2; \
	else \
	  echo "sitegen needs Python 3.11 or newer; found:$${old:- none}. PYTHON=/path/to/python names another." >&2; \
	fi; exit 1
