# `make demo` and `make test` do everything on a fresh machine; the rest are their parts.
PORT ?= 8000
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo demo-reset test check lint types unit assets bench lock clean

demo: assets
	$(BIN)/badger demo --port $(PORT)

demo-reset: assets
	$(BIN)/badger demo --port $(PORT) --reset

test: assets
	$(MAKE) lint types unit

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types:
	$(BIN)/mypy

unit:
	$(BIN)/coverage erase
	$(BIN)/pytest -n 2 --cov --cov-report=
	$(BIN)/python tests/coverage_gates.py

# The environment: every package pinned by digest, badger itself in place.
.venv/installed: requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch .venv/installed

assets: .venv/installed

bench: assets
	$(BIN)/python -m benchmarks $(ARGS)

clean:
	rm -rf .venv build dist var
