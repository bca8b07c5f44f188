# make demo   installs what the main job takes and makes the example documents under out/
# make test   installs what the tests take and runs tests, lint, types and import contracts

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
EXAMPLES := examples

.PHONY: demo test check bench bench-batch examples clean system

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
