# The only commands a newcomer needs. `make` alone lists them.
PORT ?= 8080
DONNEES ?= var/demo

.PHONY: aide run test lint unites contrat navigateur endurance bench dsfr

aide:
	@echo "make run [PORT=8080]   construit et sert la démonstration sur une base embarquée"
	@echo "make test              installe ce qu'il faut et lance tous les tests"
	@echo "make endurance         tue le serveur soixante fois pendant que l'on écrit, puis éprouve l'API 50 000 fois"
	@echo "make bench             mesure la version optimisée et écrit docs/performance.md"
	@echo "make dsfr              installe le thème de l'État (conditions à accepter)"

# Builds, then serves the demonstration on an embedded SQLite in var/demo.
run:
	@outils/prerequis run
	cargo build -p mss
	@exec target/debug/mss demo --port $(PORT) --donnees $(DONNEES)

# Everything that fits continuous integration, on the development profile.
test: prerequis-test lint unites contrat navigateur

.PHONY: prerequis-test
prerequis-test:
	@outils/prerequis test

lint:
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings

unites:
	cargo test --workspace --no-fail-fast

# The contract of the API, by a few thousand requests made from its description.
contrat:
	cargo build -p mss
	outils/fuzz-api/lancer

# Browser journeys and accessibility, against the real binary on both engines.
navigateur:
	cargo build -p mss
	cd e2e && npm ci --no-audit --no-fund --silent && npm test

# The long form of the tests that take time: not for continuous integration.
endurance:
	cargo build -p mss
	cd e2e && npm ci --no-audit --no-fund --silent && COUPURES=60 npm test -- tests/coupures.test.mjs
	outils/fuzz-api/lancer 780

# What it costs, in the release build, on both engines; writes docs/performance.md.
bench: prerequis-test
	cargo bench -p referentiels --bench evaluation
	cargo build --release -p mss
	cd e2e && npm ci --no-audit --no-fund --silent
	MSS_BIN=$(CURDIR)/target/release/mss node bench/charge.mjs

dsfr:
	@outils/dsfr
