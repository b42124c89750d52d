# Two commands, each does all of its own set-up and may be repeated:
#   make serve   opens the course
#   make test    runs every check and test

.PHONY: serve test bench
PORT ?= 8000

serve:
	@tools/setup course
	@.venv/bin/training serve --port $(PORT)

test:
	@tools/setup tests
	@tools/check

bench:
	@tools/setup tests
	@for script in bench/*.py; do .venv/bin/python $$script; done
