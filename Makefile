# The contributor's commands; each runs its legs through scripts/legs.py.
PYTHON ?= $(if $(wildcard .venv/bin/python),.venv/bin/python,python3)
LEGS = $(PYTHON) scripts/legs.py

.DEFAULT_GOAL := help
.PHONY: help setup test slow lint wheel bench check

help: ## list these commands
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 16

setup: ## make .venv and install salesops in it, with the tools
	python3 -m venv .venv
	.venv/bin/pip install -q -e '.[dev]'
	# Carries the CDNOW data, which tests and benchmarks/clv.py read; it is never imported.
	.venv/bin/pip install -q --no-deps lifetimes==0.11.3

test: ## the fast tests
	@$(LEGS) test

slow: ## the tests that take minutes
	@$(LEGS) slow

lint: ## ruff, mypy, import-linter, sqlfluff
	@$(LEGS) lint

wheel: ## build the wheel and use it in a clean environment
	@$(LEGS) wheel

bench: ## what a start costs
	@$(LEGS) bench

check: ## what CI runs: test, lint and wheel
	@$(LEGS) check
