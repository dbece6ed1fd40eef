# Every target sets up what it needs; nothing else has to be run before.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test lab lock clean

demo: $(READY)  ## the whole journey on a sample class, without a network
	$(BIN)/workbook demo

test: $(READY)  ## everything CI runs
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/workbook build --check
	$(BIN)/python -m pytest tests
	WORKBOOK_MNIST=digits WORKBOOK_BUDGET=quick $(BIN)/python -m pytest --nbval source
	$(BIN)/python -m pytest --nbval source

lab: $(READY)  ## open the sheets in JupyterLab
	$(BIN)/jupyter lab release

lock: $(READY)  ## write the versions installed now into requirements.lock and environment.yml
	$(BIN)/python -m autograder.environment

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' \
	  || { echo "Python 3.11 is needed; name it with: make PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $(READY)

clean:  ## remove the environment and what the demo left
	rm -rf $(VENV) demo
