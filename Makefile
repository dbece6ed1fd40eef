# Every target sets up what it needs; nothing else has to be run before.
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

# The environment's own Python as long as it fits, or the newest that does. It is tried: a name may lead nowhere, and
# Debian's Python makes no environments without python3-venv.
FITS := import ensurepip, sys, venv; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))
NEEDED := Python 3.11, 3.12, 3.13 or 3.14 is needed, with venv (on Debian and Ubuntu: apt install python3-venv); \
  one that has another name is named by: make PYTHON=/path/to/python
VERSION := import sys; print(sys.version)
ifndef PYTHON
PYTHON := $(shell for python in $(BIN)/python python3.14 python3.13 python3.12 python3.11 python3; do \
  $$python -c '$(FITS)' 2>/dev/null && echo $$python && break; done)
endif
SAME = [ "$$($(BIN)/python -c '$(VERSION)' 2>/dev/null)" = "$$($(PYTHON) -c '$(VERSION)' 2>/dev/null)" ]
$(shell $(SAME) || rm -f $(READY))

.PHONY: demo test proof lab lock clean

demo: $(READY)  ## the whole journey on a sample class, without a network
	$(BIN)/workbook demo

PYTEST := $(BIN)/python -m pytest -n logical

test: $(READY)  ## what answers in minutes: style, drift, every unit test, a sample of the audit, quick notebooks
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/deptry autograder benchmarks helpers source tests tests/*/ tests/autograder/*/
	$(PYTEST) --dist worksteal -m "not proof" tests
	WORKBOOK_MNIST=digits WORKBOOK_BUDGET=quick OMP_WAIT_POLICY=PASSIVE $(PYTEST) --dist loadfile --nbval source

proof: $(READY)  ## all the rest: every attack, answer and mutant, equality with nbgrader, kills and faults, notebooks in full
	$(PYTEST) --dist worksteal -m proof tests

lab: $(READY)  ## open the sheets in JupyterLab
	$(BIN)/jupyter lab release

# A version stays as long as it fits; delete its line from requirements.lock to have it chosen anew. No hashes: pip wants
# them for all files or for none, and each build of torch has files of its own.
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-annotate \
  --custom-compile-command "make lock" pyproject.toml

lock: $(READY)  ## write the versions that fit pyproject.toml, for every Python and system, into both lock files
	$(LOCK) --all-extras --output-file requirements.lock
	$(LOCK) --constraints requirements.lock --output-file requirements-students.lock

$(READY): requirements.lock pyproject.toml
	@[ -n "$(PYTHON)" ] && $(PYTHON) -c '$(FITS)' 2>/dev/null || { echo "$(NEEDED)"; exit 1; }
	@$(SAME) || $(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $(READY)

clean:  ## remove the environment and what the demo left
	rm -rf $(VENV) demo
