# Each target does its own set-up: all it takes is make and Python 3.11 or newer.

PYTHON ?= python3
VENV ?= .venv
TORTURE ?=
DEMO_DIR ?= demo-out
DEMO_COMMAND ?= $(VENV)/bin/ketnap demo --db sqlite:///$(DEMO_DIR)/ketnap.db
BENCH_COMMAND ?= $(VENV)/bin/python bench/run.py
PIP_INSTALL = $(VENV)/bin/pip install --quiet --disable-pip-version-check -c constraints.txt

# Stamps: what is installed is as old as these files, and made anew when its sources change.
VENV_MADE = $(VENV)/.made
PRODUCT_INSTALLED = $(VENV)/.product-installed
TOOLS_INSTALLED = $(VENV)/.tools-installed

.DEFAULT_GOAL := help
.PHONY: help test torture demo bench ci develop clean distclean
.DELETE_ON_ERROR:

help:
	@echo "make test   all tests, with coverage"
	@echo "make demo   a sample city in $(DEMO_DIR)/, its alerts, its verified log"
	@echo "make torture  the same at full length: kills, power losses, tampering; hours"
	@echo "make bench  measurements beside hand-written code, into bench/RESULTS.md"
	@echo "make ci     the whole check, as .ci/run"
	@echo "make clean  remove what the above wrote (distclean: $(VENV) too)"

test: $(TOOLS_INSTALLED)
	VENV=$(VENV) .ci/test

demo: $(PRODUCT_INSTALLED)
	@rm -rf $(DEMO_DIR)
	@mkdir -p $(DEMO_DIR)
	$(DEMO_COMMAND)

torture: $(TOOLS_INSTALLED)
	VENV=$(VENV) .ci/test --long $(TORTURE)

bench: $(TOOLS_INSTALLED)
	$(BENCH_COMMAND)

ci:
	VENV=$(VENV) .ci/run

develop: $(TOOLS_INSTALLED)

clean:
	rm -rf $(DEMO_DIR) build dist *.egg-info .coverage .coverage.*
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -not -path './$(VENV)/*' -prune -exec rm -rf {} +

distclean: clean
	rm -rf $(VENV)

$(VENV_MADE):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ". Name another: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(PRODUCT_INSTALLED): $(VENV_MADE) pyproject.toml constraints.txt
	$(PIP_INSTALL) -e .
	@touch $@

$(TOOLS_INSTALLED): $(VENV_MADE) pyproject.toml constraints.txt
	$(PIP_INSTALL) -e '.[dev]'
	@touch $(PRODUCT_INSTALLED) $@
