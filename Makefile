# Everything a visitor needs, by name. Each target makes what it stands on, and only when it has changed.

PYTHON ?= $(shell for python in python3.11 python3 python3.12 python3.13 python3.14; do \
	$$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$python && break; done)
ENV := .venv
RUN := $(ENV)/bin/python
PIP := $(ENV)/bin/python -m pip --disable-pip-version-check --quiet
GOLDENS := tests

# Neither a search path of the caller's nor bytecode of another tree may lend us a module.
unexport PYTHONPATH PYTHONHOME PYTHONPYCACHEPREFIX

.DEFAULT_GOAL := help
.PHONY: help demo test soak lint bench compare cluster golden schema pages colours browser extension lock clean

help: ## what can be asked for
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' Makefile | expand -t 15

demo: $(ENV)/project ## perform "A Coffee Too Dear"
	@$(ENV)/bin/townlet run coffee-too-dear

test: lint ## style, types and tests
	$(RUN) -m pytest -n 2 --dist worksteal -q

lint: $(ENV)/dev ## style and types alone
	$(RUN) -m ruff check .
	$(RUN) -m mypy --strict

soak: $(ENV)/dev ## ten minutes or more of what is too long for every change: a thousand scripts, a hundred days
	@$(RUN) -m tests.soak

bench: $(ENV)/project ## measure, print, and write bench/last.json
	@$(RUN) -m bench

compare: $(ENV)/compare ## Townlet beside the same town, simplified, in Mesa
	@$(RUN) -m bench.compare

cluster: $(ENV)/cluster ## rehearse on a cluster of two processes, one of which is killed
	$(RUN) -m pytest -q tests/runner/test_cluster.py

browser: $(ENV)/browser ## look at the HTML report in a real browser (needs Chromium)
	$(RUN) -m pytest -q tests/browser

golden: $(ENV)/dev ## write the goldens anew; read the diff before you commit it
	$(RUN) -m pytest -q --snapshot-update $(GOLDENS)

schema: $(ENV)/project ## write the published JSON Schemas anew, unless that would break other people's programs
	$(RUN) -m runner.schemas

pages: $(ENV)/project ## write the index of all codes, and of all kinds of events, anew
	$(RUN) -c "from runner.pages import index; print(index(), end='')" > docs/codes.md
	$(RUN) -c "from runner.event_kinds import page; print(page(), end='')" > docs/events.md

colours: $(ENV)/project ## write the tables of colours anew, after a change of the grammar
	$(RUN) -m runner.highlight

extension: $(ENV)/project ## the extension for VS Code, tested and packed into dist/ (needs Node 20 or later, and the network)
	@command -v npm >/dev/null || { echo "The extension is made with Node 20 or later and its npm, and I find no npm here." \
		"Install Node; nothing else needs it." >&2; exit 1; }
	@mkdir -p dist
	cd editors/vscode && npm ci --ignore-scripts --no-audit --no-fund && npm run check && npm test && npm run package

clean: ## take away everything that make made
	rm -rf $(ENV) build dist editors/vscode/node_modules editors/vscode/dist editors/vscode/out .mypy_cache .ruff_cache .pytest_cache .hypothesis bench/last.json
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The environment. Stamps inside it: what the project runs on, the project itself, what its tests need, and what
# a comparison needs.

$(ENV)/runtime: requirements.lock
	@test -n "$(PYTHON)" || { echo "Townlet needs Python 3.11 or later, with its venv module, and found none." \
		"Install it (on Debian: python3 and python3-venv), or name it: make PYTHON=/path/to/python3" >&2; exit 1; }
	@echo "Making the environment in $(ENV) ..."
	@"$(PYTHON)" -m venv $(ENV)
	@$(PIP) install --require-hashes -r requirements.lock
	@touch $@

$(ENV)/project: $(ENV)/runtime pyproject.toml
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(ENV)/dev: $(ENV)/project requirements-dev.lock
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

$(ENV)/cluster: $(ENV)/dev requirements-cluster.lock
	@$(PIP) install --require-hashes -r requirements-cluster.lock
	@touch $@

$(ENV)/browser: $(ENV)/dev requirements-browser.lock
	@$(PIP) install --require-hashes -r requirements-browser.lock
	@touch $@

$(ENV)/compare: $(ENV)/project requirements-compare.lock
	@$(PIP) install --require-hashes -r requirements-compare.lock
	@touch $@

# The locks hold names, versions and hashes, and no address: the settings of the machine that makes them stay out.

LOCK := PIP_CONFIG_FILE=/dev/null PIP_EXTRA_INDEX_URL= PIP_FIND_LINKS= build/lock/bin/pip-compile --quiet \
	--upgrade --generate-hashes --strip-extras --no-emit-options --no-header --no-config --build-deps-for editable

lock: ## choose the newest versions and write the lock files
	@test -n "$(PYTHON)" || { echo "Townlet needs Python 3.11 or later." >&2; exit 1; }
	@"$(PYTHON)" -m venv build/lock
	@build/lock/bin/python -m pip install --quiet "pip-tools==7.6.2"
	$(LOCK) -o requirements.lock pyproject.toml
	$(LOCK) --extra dev -c requirements.lock -o requirements-dev.lock pyproject.toml
	$(LOCK) --extra cluster -c requirements-dev.lock -o requirements-cluster.lock pyproject.toml
	$(LOCK) --extra browser -c requirements-dev.lock -o requirements-browser.lock pyproject.toml
	$(LOCK) --extra compare -c requirements-dev.lock -o requirements-compare.lock pyproject.toml
