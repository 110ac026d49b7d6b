# `make` alone lists what there is.

PYTHON := .venv/bin/python
MANAGE := $(PYTHON) manage.py
# `check --deploy` reads the production settings; these open nothing.
PRODUCTION := SECRET_KEY=for-the-checks-only-2c1f0b7d9e4a58361f7c0d2b9a6e4f8351c7d0e2 \
	SITE_URL=https://news.example.org LOCAL_TRIAL=0 DJANGO_SETTINGS_MODULE=newsroom.settings.production
TEST_SETTINGS := DJANGO_SETTINGS_MODULE=newsroom.settings.test
# Pins and hashes are the same wherever they are made; so is the tool that makes them.
UV := 0.13.9
COMPILE := var/uv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header

.DEFAULT_GOAL := help
.PHONY: help run test tools lint check suite format bars messages requirements clean

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## A newsroom with demo content on this machine (PORT=8000)
	@bin/venv
	@exec bin/trial

test: tools ## Everything that must hold: lint, checks, and the suite (DATABASE_URL=postgres://… for PostgreSQL)
	@bin/chromium
	@bin/schema-types
	@bin/exiftool
	@# Side by side: while the first database is built, a core is free for what is not tests.
	@$(MAKE) --no-print-directory --jobs=2 suite lint check

tools:
	@bin/venv requirements.txt requirements-dev.txt

lint: tools ## Style of code and templates, and the arrows between rooms
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/djlint --lint --quiet .
	.venv/bin/hadolint Dockerfile
	.venv/bin/lint-imports

check: tools ## Django's checks, for production too, and no migration forgotten
	$(TEST_SETTINGS) $(MANAGE) check
	@echo '$(MANAGE) check --deploy'
	@$(PRODUCTION) $(MANAGE) check --deploy --fail-level WARNING
	$(TEST_SETTINGS) $(MANAGE) makemigrations --check --dry-run

suite: tools ## The tests alone; some of them: make suite TESTS=tests.stories, or without those of tags: WITHOUT="look once"
	$(TEST_SETTINGS) $(MANAGE) test --noinput --shuffle --parallel 2 $(WITHOUT:%=--exclude-tag %) $(TESTS)

format: tools ## Put code into its form
	.venv/bin/ruff check --fix
	.venv/bin/ruff format

bars: tools ## The long measurements, tests/bars/*.py (some of them: make bars BARS="search feeds")
	@bin/bars $(BARS)

messages: tools ## Collect and compile the catalogues (needs gettext)
	@# makemessages writes into locale/fa, whatever LOCALE_PATHS says: for that while it is locale/newsroom/fa.
	@trap 'rm -f locale/fa' EXIT && ln -s newsroom/fa locale/fa && \
	$(TEST_SETTINGS) $(MANAGE) makemessages --locale fa --no-obsolete --no-wrap --add-location file \
		--ignore '.venv/*' --ignore 'var/*' --ignore 'tests/*' --ignore 'demo/content/*'
	$(TEST_SETTINGS) $(MANAGE) compilemessages --locale fa --ignore '.venv/*' --ignore 'var/*'

requirements: ## Write the locks anew from requirements.in and requirements-dev.in
	@test -x .venv/bin/python || bin/venv
	@test -x var/uv/bin/uv || { mkdir -p var && $(PYTHON) -m venv var/uv && var/uv/bin/pip install --quiet uv==$(UV); }
	@for name in requirements requirements-dev; do \
		$(COMPILE) $$name.in --output-file $$name.txt && \
		{ echo "# Made by \`make requirements\` from $$name.in, for Python 3.11 to 3.14. Do not edit by hand."; \
		  cat $$name.txt; } > $$name.new && mv $$name.new $$name.txt || exit 1; \
	done

clean: ## Remove what tools made; var/ (database, uploads, keys) stays
	rm -rf .venv .ruff_cache .import_linter_cache staticfiles var/uv var/static var/static.stamp
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
