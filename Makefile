# Each target is one or two lines; what they do is in the program.

.PHONY: demo build test check bench evaluate web e2e wheel

# Build the program, with the console's scripts where npm is there; serve an observatory of invented articles.
demo: build
	cargo run --quiet --release --bin marsad -- explain --published 2024-11-10 --text 'أعلن وزير الخارجية المصري أن طائرات إسرائيلية قصفت أمس مواقع في جنوب لبنان.'
	cargo run --quiet --release --bin marsad -- demo $(DEMO)

# The program as it is used.
build:
	if npm --version >/dev/null 2>&1; then cd web && npm ci --no-audit --no-fund && npm run build; else echo 'npm is not installed: pages are built without charts, map and network'; fi
	cargo build --release --bin marsad

# What has to hold before a commit.
test:
	cargo fmt --all --check && cargo clippy --workspace --all-targets -- -D warnings
	cargo test

# The tests, the language data, and what may be built in.
check: test
	cargo run --quiet --release --bin marsad -- data check
	if cargo deny --version >/dev/null 2>&1; then cargo deny check bans licenses sources; else echo 'cargo deny is not installed: licences were not checked'; fi

# How fast, in how much memory, and always the same bytes: with SaudiNewsNet, where it is present (bench/README.md).
bench:
	bench/run.sh

# How good: every figure in one table, with the development material where it is present (bench/README.md).
evaluate:
	python3 bench/evaluate.py

# What the console's pages add by scripts: checked, tested and built into web/dist, which a program built afterwards embeds.
web:
	cd web && npm ci --no-audit --no-fund && npm run check && npm test && npm run build

# The console as a reader uses it, with a browser; MARSAD names another program than the one that is built (CONTRIBUTING.md).
e2e: web
	test -n "$$MARSAD" || cargo build --bin marsad
	cd web && MARSAD="$${MARSAD:-$${CARGO_TARGET_DIR:-$(CURDIR)/target}/debug/marsad}" npm run e2e

# The Python package: built, installed into an environment of its own (CONTRIBUTING.md), and tried there with the libraries and the engine that it is for.
wheel:
	crates/marsad-python/check.sh
