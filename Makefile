# make run    the site at http://127.0.0.1:8000/, with demonstration content
# make test   everything that checks it
# make lint   style, layers, types, migrations, deployment settings
# make bench  what pages weigh and how fast they are; no part of the tests
# make messages   the interface's translations, collected and compiled

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.PHONY: run test lint bench messages

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
WEB_WORKERS ?= 2
export PORT

bin := .venv/bin
manage := $(bin)/python manage.py
# Checks see the project as a clone has it, not as this shell is set up to run it.
neutral := env -u{ALLOWED_HOSTS,CONTACT_EMAIL,DATABASE_URL,DATA_DIR,DEBUG,PORT,REPEC_ARCHIVE,SECRET_KEY,SITE_URL,TIME_ZONE,TRADITIONAL_VARIANT} \
	-uINSTITUTE_{NAME,TAGLINE}_{EN,ZH_HANS,ZH_HANT}

run: .venv/site
	@if (exec 3<>/dev/tcp/$(HOST)/$(PORT)) 2>/dev/null; then \
		echo "Port $(PORT) is in use. Stop what listens there, or choose another: make run PORT=8001" >&2; exit 1; fi
	@$(manage) migrate --verbosity 0
	@$(manage) load_demo --if-empty
	@$(manage) collectstatic --no-input --verbosity 0
	@$(manage) demo_accounts
	@exec $(bin)/granian --interface wsgi --no-ws --host $(HOST) --port $(PORT) \
		--workers $(WEB_WORKERS) --blocking-threads 4 config.wsgi:application

test: .venv/tests
	@tests/needs.sh
	@$(MAKE) --no-print-directory lint
	$(neutral) $(bin)/python tests/postgres.py $(bin)/pytest -n 2 -rs -m "not browser"
	$(neutral) $(bin)/pytest -n 2 -rs

lint: .venv/tests
	$(bin)/ruff check
	$(bin)/ruff format --check
	$(bin)/lint-imports
	$(bin)/mypy
	$(neutral) $(manage) makemigrations --check --dry-run
	$(neutral) SITE_URL=https://institute.example SECRET_KEY="$$($(bin)/python -c 'import secrets; print(secrets.token_urlsafe(60))')" \
		$(manage) check --deploy --fail-level WARNING

bench: .venv/tests
	$(bin)/python bench/weight.py
	$(bin)/python bench/files.py

messages: .venv/site
	$(manage) makemessages --locale zh_Hans --locale zh_Hant --no-obsolete --add-location file \
		--ignore .venv --ignore var
	$(manage) compilemessages --ignore .venv

# The stamps are older than pyproject.toml when a pin has changed.
.venv/site: pyproject.toml | .venv/bin/pip
	@echo "Installing the site's packages into .venv"
	@$(bin)/pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/tests: pyproject.toml | .venv/site
	@echo "Installing the packages that tests use into .venv"
	@$(bin)/pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@

.venv/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; for another than $(PYTHON): make run PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y python3-venv >/dev/null; \
		else \
			echo "Python's venv is missing. Install it, then try again: sudo apt-get install python3-venv" >&2; exit 1; \
		fi; }
	@$(PYTHON) -m venv .venv
