# `make demo` and `make test` do everything on a fresh machine; the rest are their parts.
# A fresh machine has Python 3.11 (with venv), git and make.
PORT ?= 8000
PYTHON ?= python3
FLIPS ?= 262000
CASES ?= 5000
SEED ?= 1
SCALE ?= 125
BADGES ?= 500
PHOTOS ?= 200
BIN := .venv/bin

ORACLE := tests/conformance/oracle

.PHONY: archive flips api-fuzz faults help demo demo-reset test check lint types unit assets bench soak oracles lock wheel clean

help:
	@echo "make demo         the demo territory at http://localhost:$(PORT) (PORT=8080 changes it)"
	@echo "make demo-reset   the same, begun anew"
	@echo "make test         lint, types and every test, on SQLite and PostgreSQL, in a browser"
	@echo "make bench        measure the speed (ARGS=--json for a machine)"
	@echo "make soak         hostile visitors beside honest ones for ten minutes (ARGS=60 for one)"
	@echo "make oracles      compare 100,000 drawn documents with jsonld.js, PyLD and pyoxigraph"
	@echo "make flips        flip 250,000 bits of signed badges and judge each"
	@echo "make api-fuzz     ask the API 5,000 requests drawn from its description (CASES=, SEED=)"
	@echo "make archive      move 500 badges and 200 photos to another site (BADGES=, PHOTOS=)"
	@echo "make faults       500 times 32 equal requests, 500 kills, 20,000 places (SCALE=125)"
	@echo "make assets       environment, style sheets, icons, catalogues"
	@echo "make lock         choose the newest packages anew and pin them by digest"
	@echo "make wheel        build dist/badger-*.whl"
	@echo "make clean        remove all that make has made"

demo: assets
	$(BIN)/badger demo --port $(PORT)

demo-reset: assets
	$(BIN)/badger demo --port $(PORT) --reset

test: assets
	$(MAKE) lint types unit

check: lint types

lint: .venv/installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/installed
	$(BIN)/mypy

unit: .venv/installed $(ORACLE)/node_modules
	$(BIN)/coverage erase
# The files in the order of their folders: what takes long (attacks, browser, faults) comes first.
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder --durations 15 --cov --cov-report=
	$(BIN)/python tests/coverage_gates.py

# jsonld.js, a second opinion on canonical N-Quads; the long run takes half an hour.
$(ORACLE)/node_modules: .venv/installed $(ORACLE)/package-lock.json
	$(BIN)/python -m tests.conformance.oracles
	touch $@

oracles: $(ORACLE)/node_modules
	$(BIN)/python -m tests.conformance.oracle_comparison 100000 1

# Single bits of signed badges, each judged; two minutes.
flips: .venv/installed
	$(BIN)/python -m tests.attacks.bit_flips $(FLIPS)

# Requests drawn from the OpenAPI description, in one process; ten minutes.
api-fuzz: assets
	$(BIN)/python -m tests.web.api_fuzz $(CASES) $(SEED)

# One backpack from a site to another, with its time and memory; two minutes.
archive: assets
	$(BIN)/python -m tests.web.moved_archive $(BADGES) $(PHOTOS)

# Races and kills in the figures of a release: about half an hour on two cores that do nothing
# else. Each part is told with its time; PARTS= chooses (PARTS="-k sqlite").
faults: .venv/installed
	BADGER_FAULTS_SCALE=$(SCALE) $(BIN)/pytest -q -n 2 --dist load --maxschedchunk 1 --durations 0 --durations-min 1 $(PARTS) \
	  tests/faults/test_concurrency.py tests/faults/test_kill.py tests/faults/test_durability.py \
	  tests/faults/test_postgresql_stops.py

# The environment: every package pinned by digest, badger itself in place.
.venv/installed: requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

# What git does not hold and the wheel does: style sheet, icons, compiled catalogues, contexts.
assets: .venv/installed
	$(BIN)/python frontend/build.py
	$(BIN)/pybabel --quiet compile --directory badger/translations/terminal

bench: assets
	$(BIN)/python -m benchmarks $(ARGS)

soak: assets
	$(BIN)/python -m tests.attacks.soak $(ARGS)

wheel: assets
	$(BIN)/python -m build --wheel --outdir dist .

# The lock holds names, versions, conditions and digests, and no address of any registry.
lock:
	test -x build/lock/bin/python || $(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9,<1'
	build/lock/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --extra dev \
	  --generate-hashes --no-header --no-annotate --output-file requirements.lock pyproject.toml

clean:
	rm -rf .venv build dist var frontend/node_modules $(ORACLE)/node_modules badger/web/static/built badger/schemas/built
