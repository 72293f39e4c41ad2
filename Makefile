# make demo   build, fill a fictional service's year, serve it on loopback, print a one-time link
# make test   everything, as CI runs it
# make bench  the figures
# make fuzz   every fuzz target for ten seconds, or TIME each
SHELL := /bin/bash
export CGO_ENABLED := 0
GO    ?= go
LDFLAGS := -s -w

.PHONY: demo test leaks bench build vendor tools update fuzz clean
build: bin/schild
bin/schild: vendor FORCE
	$(GO) build -trimpath -ldflags "$(LDFLAGS)" -o $@ ./cmd/schild
FORCE:

# Third-party pictures and page updates come by npm and are built into the binary. Without Node, or offline on the first
# day, the binary builds all the same and shows tables where a picture would be.
vendor:
	@tools/vendor.sh

demo: build
	bin/schild demo $(ARGS)

test: vendor tools
	@tools/test.sh

# Every planted leak, each in a build of its own: the test of noninterference must fail with it.
leaks: vendor
	$(GO) test . -count=1 -run TestPlantedLeaks -leaks all -timeout 120m -v

# What browser tests, a second reader of PDF and tests on PostgreSQL need, where this may be installed.
tools:
	@tools/tools.sh

bench: vendor
	$(GO) test ./... -run '^$$' -bench . -benchtime 1x -timeout 60m

# Every fuzz target for a while: make fuzz TIME=1m ONLY=./register
fuzz:
	@tools/fuzz.sh "$(TIME)" "$(ONLY)"

# Write golden files, scenario outputs and the ledger of modules anew; look at the difference before committing.
update:
	$(GO) test ./... -update

clean:
	rm -rf bin node_modules
