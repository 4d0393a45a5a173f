# Two commands matter: `make demo` and `make test`. Everything else is for those who work on the product.
# Needs sh, make and Python 3.11+ (with venv and pip). Nothing here needs a server, Docker, Node or a system library.

PYTHON ?= python3
VENV ?= .venv
PORT ?= 8000
WORKERS ?= 2
ARGS ?=

PY := $(VENV)/bin/python
PATHS := PYTHONPATH=site:.
BASE_URL := http://localhost:$(PORT)
# The demo's own files. DATA_DIR may be set in the environment; settings/dev.py reads the same name.
DEMO_DATA := $(or $(DATA_DIR),var)
# Tests and checks must not depend on what somebody exported for another purpose.
CLEAN_ENV := env -u SITE_ROLE -u BASE_URL -u DEBUG -u DATA_DIR -u SECRET_KEY -u ALLOWED_HOSTS -u EMAIL_URL $(PATHS)
TEST_ENV := $(CLEAN_ENV) DJANGO_SETTINGS_MODULE=groeiportaal.settings.test
# The browser tests read CHROMIUM; with BROWSER_VERPLICHT=1 a missing browser is an error instead of a skip.
# The same browser without windows comes first: opening a profile and a page in it costs a quarter.
CHROMIUM ?= $(firstword $(wildcard /usr/bin/chromium-headless-shell /usr/bin/chromium /usr/bin/chromium-browser \
	/usr/bin/google-chrome /usr/bin/google-chrome-stable /opt/google/chrome/chrome) $(shell command -v chromium-headless-shell chromium chromium-browser google-chrome 2>/dev/null))

export PYTHON
.DEFAULT_GOAL := help
.PHONY: help demo code test test-zwaar lint lint-code lint-types lint-templates lint-django format bench lighthouse translations screenshots lock clean venv venv-dev

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

venv:
	@sh .ci/venv $(VENV) runtime

venv-dev:
	@sh .ci/venv $(VENV) dev

demo: venv ## build, migrate, load the demo once and serve it; PORT=8001 for another port, RESET=1 to start over
	@$(PY) .ci/serve.py check "$(PORT)"
ifeq ($(RESET),1)
	@if [ -n "$$DATABASE_URL" ]; then echo "RESET=1 only removes the demo's own SQLite file, and DATABASE_URL names another database." >&2; exit 1; fi
	@echo "Starting over: the demo's database, files and keys are removed."
	@rm -rf -- "$(DEMO_DATA)"/groeiportaal.sqlite3* "$(DEMO_DATA)/media" "$(DEMO_DATA)/besloten" "$(DEMO_DATA)/post" "$(DEMO_DATA)/geheimen.env"
endif
	@mkdir -p "$(DEMO_DATA)/static"
	@export DJANGO_SETTINGS_MODULE=groeiportaal.settings.dev BASE_URL="$(BASE_URL)" $(PATHS); \
	$(PY) manage.py migrate --noinput --verbosity 0 && $(PY) manage.py demo || exit 1; \
	echo; echo "  $(BASE_URL)    (Ctrl-C stops)"; echo; \
	trap : INT; $(PY) .ci/serve.py run "$(PORT)"

code: venv ## the code of this moment, for the second step of the demo's people
	@DJANGO_SETTINGS_MODULE=groeiportaal.settings.dev BASE_URL="$(BASE_URL)" $(PATHS) $(PY) manage.py demo_code

test: venv-dev ## the whole suite, with browser tests where a Chromium is found; ARGS="-k door" for a part
	@if [ -n "$(CHROMIUM)" ] && [ -x "$(CHROMIUM)" ]; then \
		echo "Browser tests run in $(CHROMIUM)."; only="not zwaar"; \
	elif [ "$$BROWSER_VERPLICHT" = 1 ]; then \
		echo "BROWSER_VERPLICHT=1, but no Chromium or Chrome was found; name one with CHROMIUM=/path/to/it." >&2; exit 1; \
	else \
		echo "Browser tests are skipped: no Chromium or Chrome was found (name one with CHROMIUM=/path/to/it)."; only="not zwaar and not browser"; \
	fi; \
	$(TEST_ENV) CHROMIUM="$(CHROMIUM)" $(PY) -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder -m "$$only" $(ARGS)

test-zwaar: venv-dev ## the long runs: load, crashes, thousands of examples
	@$(TEST_ENV) CHROMIUM="$(CHROMIUM)" $(PY) -m pytest -m zwaar $(ARGS)

lint: lint-code lint-types lint-templates lint-django ## everything that can be judged without running the product
	@echo "make lint: clean."

lint-code: venv-dev
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .

lint-types: venv-dev
	@$(TEST_ENV) $(PY) -m mypy

lint-templates: venv-dev
	@if [ -d templates ]; then $(PY) -m djlint --lint --quiet templates; fi

lint-django: venv-dev
	@$(TEST_ENV) DATABASE_URL=sqlite://:memory: $(PY) manage.py makemigrations --check --dry-run
	@for role in alles publiek dossier; do \
		$(CLEAN_ENV) DJANGO_SETTINGS_MODULE=groeiportaal.settings.production SITE_ROLE=$$role DATABASE_URL=sqlite://:memory: \
			ALLOWED_HOSTS=lint.example BASE_URL=https://lint.example EMAIL_URL=smtp://mail.example:25 \
			SECRET_KEY="$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(60))')" \
			TOEGANG_PEPER="$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(32))')" \
			DOSSIER_SLEUTELS="lint:$$($(PY) -c 'import base64, secrets; print(base64.b64encode(secrets.token_bytes(32)).decode())')" \
			$(PY) manage.py check --deploy --fail-level WARNING || exit 1; \
	done

format: venv-dev ## let ruff put the code in its form
	@$(PY) -m ruff check --fix-only --quiet .
	@$(PY) -m ruff format .

bench: venv-dev ## measure; prints ratios, keeps nothing
	@for file in benchmarks/[!_]*.py; do [ -e "$$file" ] || continue; echo "== $$file"; $(CLEAN_ENV) $(PY) "$$file" || exit 1; done

lighthouse: venv-dev ## the four scores of Lighthouse 12 for a page of every type (needs Node and a Chromium)
	@$(CLEAN_ENV) CHROMIUM="$(CHROMIUM)" $(if $(DATA_DIR),DATA_DIR="$(DATA_DIR)") $(PY) .ci/lighthouse.py $(ARGS)

# The .mo files are committed too: a fresh machine needs no gettext to run the product.
translations: venv-dev ## find the texts of the sources (needs GNU gettext) and compile the catalogues in locale/
	@$(TEST_ENV) DATABASE_URL=sqlite://:memory: $(PY) manage.py makemessages -l en -l tr -l ar -l uk -l pl --no-location --no-wrap --no-obsolete \
		-i .venv -i var -i tests -i dist
	@$(PY) .ci/translations.py

screenshots: venv-dev ## make the pictures of the handleidingen anew (needs a Chromium)
	@[ -x "$(CHROMIUM)" ] || { echo "No Chromium or Chrome was found; name one with CHROMIUM=/path/to/it." >&2; exit 1; }
	@$(CLEAN_ENV) CHROMIUM="$(CHROMIUM)" DJANGO_SETTINGS_MODULE=groeiportaal.settings.dev $(PY) manage.py screenshots

# Where uv finds packages is the business of whoever runs this: UV_DEFAULT_INDEX, UV_FIND_LINKS.
LOCK := $(VENV)/bin/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header --quiet $(ARGS)
lock: venv-dev ## choose versions again and write the lock files; ARGS="--upgrade-package wagtail" for one
	@$(LOCK) --output-file requirements.txt
	@$(LOCK) --extra dev --constraint requirements.txt --output-file requirements-dev.txt

clean: ## remove the environment and what tools left behind; keeps var/, where the demo's data is
	@if [ -L "$(VENV)" ]; then rm -f -- "$(VENV)"; else rm -rf -- "$(VENV)"; fi
	@rm -rf -- dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -not -path './.git/*' -prune -exec rm -rf {} +
