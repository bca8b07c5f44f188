# make demo   installs what the main job takes and makes the example documents under out/
# make test   installs what the tests take and runs tests, lint, types and import contracts
# make evidence   counts all that docs/evidence.md shows: make torture, make fuzz, make sabotage

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
EXAMPLES := examples

.PHONY: demo test check torture fuzz sabotage evidence bench bench-batch examples clean system

demo: $(VENV)/ready-to-run
	@sh tools/system.sh run
	$(BIN)/jdgen kit senior-software-engineer \
	  --company $(EXAMPLES)/companies/riverbend.yaml \
	  --opening $(EXAMPLES)/openings/riverbend-eng-214.yaml \
	  --candidate $(EXAMPLES)/candidates/dana-reyes.yaml \
	  -f all -o out --force

test: $(VENV)/ready-to-test
	@sh tools/system.sh test
	@sh tests/install_judges.sh $(BIN)/python
	$(MAKE) check

check:
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n auto --dist worksteal

# What the promise rests on, whole: about half an hour on two cores; `make test` has a bounded part of it.
torture: $(VENV)/ready-to-test
	@sh tools/system.sh test
	@sh tests/install_judges.sh $(BIN)/python torture
	TORTURE=whole EVIDENCE=$(CURDIR)/out/evidence $(BIN)/python -m pytest -n auto --dist worksteal tests/torture

# About five minutes on two cores; `--target NAME` and `--seconds N` as the tool takes them.
fuzz: $(VENV)/ready-to-test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[fuzz]"
	EVIDENCE=$(CURDIR)/out/evidence $(BIN)/python tools/fuzz.py

sabotage: $(VENV)/ready-to-test
	EVIDENCE=$(CURDIR)/out/evidence $(BIN)/python tools/sabotage.py

# Counts everything on docs/evidence.md again, and writes the page.
evidence:
	rm -rf out/evidence
	$(MAKE) torture
	$(MAKE) fuzz
	$(MAKE) sabotage
	$(BIN)/python tools/evidence.py out/evidence

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/ready-to-run: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/ready-to-test: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	@touch $@ $(VENV)/ready-to-run

examples: $(VENV)/ready-to-run
	$(BIN)/python tools/examples.py

bench: $(VENV)/ready-to-run
	$(BIN)/python benchmarks/cold.py
	$(BIN)/python benchmarks/templates.py
	$(BIN)/python benchmarks/pdf.py

# Takes about a quarter of an hour.
bench-batch: $(VENV)/ready-to-run
	$(BIN)/python benchmarks/batch.py

clean:
	rm -rf $(VENV) out dist build .judges
