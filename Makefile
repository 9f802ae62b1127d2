# Two commands do everything: `make study` and `make test`. Both work in a fresh clone;
# they build .venv from a lock file first. `make help` lists the rest.
PYTHON ?= $(shell for name in python3.11 python3.12 python3.13 python3; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { echo "$$name"; break; }; done)
BIN := .venv/bin
CASE := build/example
FUZZ ?= tests/hostile
TESTS ?= -n 2 --dist loadfile
COMPILE := $(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	--no-header --no-emit-index-url --no-annotate $(UPGRADE) --extra build --extra ocr pyproject.toml

.NOTPARALLEL:
.DEFAULT_GOAL := help

.PHONY: study
study: environment-study ## one full study of the shipped example; prints where the report is
	@[ -d $(CASE) ] || $(BIN)/workbench example pilkada-laporan $(CASE)
	$(BIN)/workbench study $(CASE)

.PHONY: test
test: environment-test ## every test; installs what they need where it can (TESTS="…" for pytest, PYTHON=python3.13)
	@"$(PYTHON)" .ci/debian.py
	$(BIN)/python -m pytest $(TESTS)

.PHONY: fuzz
fuzz: environment-test ## the long hostile tests: many mutations of every kind, seeds printed
	$(BIN)/python -m pytest -m long -s $(FUZZ)

.PHONY: lint
lint: environment-test ## ruff, mypy and the floors; changes nothing
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

.PHONY: format
format: environment-test ## ruff's formatting and safe corrections
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

.PHONY: faults
faults: environment-test ## every fault of the machine at every system call that writes (half an hour)
	$(BIN)/python -m tests.hostile.faults $(FAULTS)

.PHONY: bench
bench: environment-test ## every measured claim, side by side with what it is compared to
	$(BIN)/python -m bench.run $(ROWS)

.PHONY: lock
lock: environment-test ## compile both lock files (UPGRADE=--upgrade for newer versions)
	$(COMPILE) --output-file requirements.lock
	$(COMPILE) --extra dev --constraint requirements.lock --output-file requirements-dev.lock
	$(BIN)/python .ci/conda.py

.PHONY: clean
clean: ## remove everything that was built, the environment included
	rm -rf .venv build dist .cache .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: help
help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1\t\2/p' Makefile | while IFS="	" read -r name what; do \
		printf 'make %-8s %s\n' "$$name" "$$what"; done

.PHONY: environment-study environment-test
environment-study environment-test:
	@[ -n "$(PYTHON)" ] || { echo "Python 3.11 or later was not found. On Debian: sudo apt-get install python3 python3-venv" >&2; exit 2; }
	@"$(PYTHON)" .ci/environment.py $(@:environment-%=%)
