# make demo    the site with the demo content
# make test    all tests that this machine can run
SHELL := /bin/bash
VENV ?= .venv
PYTHON := $(VENV)/bin/python
BASE_PYTHON ?= python3
CONTENT ?= home/demo

.PHONY: demo test test-services round-trips check bench bench-search bench-recordings ladder pins browser-tools
.DEFAULT_GOAL := demo

$(VENV)/.base: requirements/base.txt
	@$(BASE_PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Koers needs Python 3.11 or newer; set BASE_PYTHON.")'
	@echo 'Installing what the site needs …'
	@$(BASE_PYTHON) -m venv $(VENV)
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.txt
	@touch $@

$(VENV)/.test: requirements/test.txt $(VENV)/.base
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	@touch $@

include assets.mk
$(NODE_STAMP) $(NODE_TOOLS_STAMP): | $(VENV)/.base

catalogues: $(VENV)/.base
	@$(PYTHON) manage.py compile_catalogues --settings koers.settings.test

demo: assets catalogues
	@$(PYTHON) manage.py demo $(CONTENT)

test: $(VENV)/.test assets catalogues
	$(PYTHON) -m pytest -n auto

# What the tests in the browser and of the HTML need beside Chromium and Java.
browser-tools: node-tools

test-services: $(VENV)/.test assets catalogues
	$(PYTHON) tests/services.py

# The long run of what `make test` tries with fewer made-up sites.
round-trips: $(VENV)/.test assets catalogues
	KOERS_EXAMPLES=300 $(PYTHON) -m pytest tests/home/test_export_any_site.py -q

check: $(VENV)/.test catalogues
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/djlint --lint --quiet site cases media handbooks search home
	PYTHONPATH=site $(VENV)/bin/lint-imports
	$(PYTHON) manage.py makemigrations --check --dry-run --settings koers.settings.test
	SECRET_KEY=$$($(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(64))') \
	DATABASE_URL=sqlite:///:memory: ALLOWED_HOSTS=example.org BASE_URL=https://example.org \
	EMAIL_URL=smtp://localhost FROM_EMAIL=koers@example.org \
	$(PYTHON) manage.py check --deploy --fail-level WARNING \
	--settings koers.settings.production

bench: $(VENV)/.test assets catalogues
	$(PYTHON) tests/bench/bench.py

bench-search: $(VENV)/.test assets catalogues
	$(PYTHON) tests/bench/search.py

bench-recordings: $(VENV)/.test assets catalogues
	$(PYTHON) tests/bench/recordings.py

# What each step of the analysis is worth: the table of search/README.md.
ladder: $(VENV)/.test assets catalogues
	$(PYTHON) tests/bench/ladder.py

# Pin anew what pyproject.toml asks for; needs uv.
pins:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml -o requirements/base.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml --group test -c requirements/base.txt -o requirements/test.txt
