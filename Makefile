# h12: build, test, install. `make help` lists what can be asked of it.

VERSION = 0.1.0
PREFIX  = /usr/local
DESTDIR =
BUILD   = build

bindir        = $(PREFIX)/bin
sharedir      = $(PREFIX)/share/h12
mandir        = $(PREFIX)/share/man
bashcompdir   = $(PREFIX)/share/bash-completion/completions
zshcompdir    = $(PREFIX)/share/zsh/site-functions
fishcompdir   = $(PREFIX)/share/fish/vendor_completions.d

CC       = gcc
OPTIMISE = -O3 -g
WARNINGS = -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla \
           -Wformat=2 -Wundef -Wpointer-arith
HARDEN   = -fPIE -fstack-protector-strong -fno-strict-overflow
ifeq ($(filter -O0,$(OPTIMISE)),) # it warns where nothing is optimised
HARDEN  += -D_FORTIFY_SOURCE=2
endif
LINK     = -pie -Wl,-z,relro,-z,now,-z,noexecstack
ifeq ($(WERROR),1)
WARNINGS += -Werror
endif
ifneq ($(filter clang%,$(CC)),)
WARNINGS += -Wno-unused-command-line-argument
endif
ifneq ($(SANITIZE),)
HARDEN  = -fPIE -fsanitize=$(SANITIZE) -fno-sanitize-recover=all -fno-omit-frame-pointer
LINK    = -pie -fsanitize=$(SANITIZE)
ifeq ($(filter clang%,$(CC)),) # clang links them so by itself; a tool starts a quarter sooner
LINK   += -static-libasan -static-libubsan
endif
endif
CFLAGS   =
ALL_CFLAGS = -std=gnu11 -D_GNU_SOURCE -I. $(OPTIMISE) $(WARNINGS) $(HARDEN) \
             -DH12_VERSION='"$(VERSION)"' -DH12_SHARE_DIR='"$(sharedir)"' $(CFLAGS)
ifneq ($(filter -m32,$(CFLAGS)),) # a ledger may be over 2 GiB there, too
ALL_CFLAGS += -D_FILE_OFFSET_BITS=64
endif
LDFLAGS  =
LDLIBS   = -lcsv -lcjson -lm

# What a fresh Debian 12 needs: to build and run, and to test.
PACKAGES_BUILD = gcc make libc6-dev libcsv-dev libcjson-dev
PACKAGES_TEST  = bats jq mandoc shellcheck clang-format cppcheck zsh fish procps time
PACKAGES       = $(PACKAGES_BUILD) $(PACKAGES_TEST)

TOOLS    := $(sort $(basename $(notdir $(wildcard cmd/h12-*.c))))
BINARIES := $(TOOLS:%=$(BUILD)/bin/%)
LIBRARY  := $(BUILD)/libh12.a
LIB_SOURCES := $(sort $(wildcard lib/*/*.c))
LIB_OBJECTS := $(LIB_SOURCES:%.c=$(BUILD)/%.o)
UNITS    := $(sort $(basename $(notdir $(wildcard tests/unit/*.c))))
UNIT_BINARIES := $(UNITS:%=$(BUILD)/unit/%)
FAULTS   := $(BUILD)/torture/faults.so
TORTURES := $(sort $(wildcard tests/torture/*.sh))

# The harnesses of tests/fuzz: each is a fuzzer of clang's, and a unit test that replays its corpus.
HARNESSES := $(sort $(basename $(notdir $(wildcard tests/fuzz/*.c))))
FUZZERS   := $(HARNESSES:%=$(BUILD)/fuzzers/%)
REPLAYS   := $(HARNESSES:%=$(BUILD)/unit/fuzz-%)
FUZZ_SUPPORT := $(patsubst %,$(BUILD)/tests/fuzz/support/%.o,fuzz guard json)
WRAPPED  = exit write open close malloc calloc realloc free iconv_open iconv_close \
           converter_new converter_free
FUZZ_LINK = $(WRAPPED:%=-Wl,--wrap=%)
FUZZ_SECONDS = 600
PAGES    := $(sort $(wildcard man/*.[1-9]))
SCRIPTS  := .ci/run share/cron/h12-nightly \
            $(sort $(wildcard tests/*.sh tests/*/*.sh share/*/*.sh))

# `make deps demo` must not build before the packages are there, under -j neither: where deps is a
# goal, everything else waits for it.
ifneq ($(filter deps,$(MAKECMDGOALS)),)
WAIT = deps
else
WAIT =
endif

.PHONY: all deps demo test lint layers articles asan fuzz fuzzers bench bench-growth accuracy torture \
        matrix install uninstall clean help
.DELETE_ON_ERROR:

all: $(BINARIES)

help:
	@echo 'all       build the tools into $(BUILD)/bin'
	@echo 'deps      install the packages that building and testing need (Debian)'
	@echo 'demo      run the chain on the sample days, print the overdue list and whom to call'
	@echo 'test      run the whole suite'
	@echo 'lint      formatting, static checks, pages, scripts'
	@echo 'layers    check that no file includes a floor above its own'
	@echo 'articles  the articles of the regulation and the tests that hold them'
	@echo 'asan      the suite under the address and undefined-behaviour sanitizers'
	@echo 'fuzz      look for inputs that break the readers, FUZZ_SECONDS ($(FUZZ_SECONDS)) each; needs clang'
	@echo 'bench     speed beside jq, as ratios'
	@echo 'torture   kills, full disks, each call of each tool made to fail, random days: an hour'
	@echo 'bench-growth  memory and time over 1, 10 and 100 times a ledger'
	@echo 'matrix    build and test by both compilers, -O0 and -O2, 32 bits, and bare surroundings'
	@echo 'accuracy  how often routing is right, on labelled requests; ORDERS=FILE: on an export, too'
	@echo 'install   into $$(DESTDIR)$$(PREFIX); uninstall takes it away again'

deps:
	@sh tests/tools/deps.sh $(PACKAGES)

$(BUILD)/bin/%: $(BUILD)/cmd/%.o $(LIBRARY)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(LINK) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(BUILD)/unit/%: $(BUILD)/tests/unit/%.o $(LIBRARY)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(LINK) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(BUILD)/unit/fuzz-%: $(BUILD)/tests/fuzz/%.o $(BUILD)/tests/fuzz/support/replay.o \
    $(FUZZ_SUPPORT) $(LIBRARY)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(LINK) $(FUZZ_LINK) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(BUILD)/fuzzers/%: $(BUILD)/tests/fuzz/%.o $(FUZZ_SUPPORT) $(LIBRARY)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(LINK) -fsanitize=fuzzer $(FUZZ_LINK) $(LDFLAGS) -o $@ $^ $(LDLIBS)

# Preloaded into the tools: what would sanitize or harden it would do so to its host.
$(FAULTS): tests/torture/faults.c | $(WAIT)
	@mkdir -p $(@D)
	$(CC) -std=gnu11 -D_GNU_SOURCE -O2 -g $(WARNINGS) -fPIC -shared -o $@ $< -ldl

$(LIBRARY): $(LIB_OBJECTS)
	@rm -f $@
	ar rcs $@ $^

$(BUILD)/%.o: %.c | $(WAIT)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

.SECONDARY:
-include $(shell test -d $(BUILD) && find $(BUILD) -name '*.d')

demo: all
	@sh tests/tools/demo.sh $(BUILD)

test: all $(UNIT_BINARIES) $(REPLAYS) $(FAULTS)
	@BUILD=$(BUILD) sh tests/tools/run-tests.sh

# But for what tests scripts, pages and shells: the tools that they call are in the other files.
asan:
	@TEST_LESS='torture faults nightly completions docs readme demo surroundings' \
	    TEST_LEAKS='engine pipeline story' \
	    $(MAKE) BUILD=$(BUILD)/asan SANITIZE=address,undefined OPTIMISE='-O1 -g' test

fuzz:
	@sh tests/tools/fuzz.sh --needs
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/fuzz CC=clang OPTIMISE='-O1 -g' \
	    SANITIZE=fuzzer-no-link,address,undefined CFLAGS='$(CFLAGS) -DLINES_BLOCK=512' fuzzers
	@BUILD=$(BUILD)/fuzz FUZZ_SECONDS=$(FUZZ_SECONDS) sh tests/tools/fuzz.sh $(HARNESSES)

fuzzers: $(FUZZERS)

torture: all $(FAULTS)
	@for script in $(TORTURES); do BUILD=$(BUILD) $$script || exit 1; done

lint: | $(WAIT)
	@CC=$(CC) sh tests/tools/lint.sh $(SCRIPTS)

layers: | $(WAIT)
	@sh tests/tools/layers.sh

articles: | $(WAIT)
	@sh tests/tools/articles.sh

bench-growth: all
	@BUILD=$(BUILD) bash tests/bench/growth.sh

matrix: | $(WAIT)
	@bash tests/tools/matrix.sh

bench: all
	@BUILD=$(BUILD) bash tests/bench/run.sh

accuracy: all
	@BUILD=$(BUILD) ORDERS='$(ORDERS)' sh tests/routing/accuracy.sh

install: all
	install -d $(DESTDIR)$(bindir) $(DESTDIR)$(mandir)/man1 $(DESTDIR)$(mandir)/man5 \
	    $(DESTDIR)$(mandir)/man7 $(DESTDIR)$(mandir)/man8 $(DESTDIR)$(bashcompdir) \
	    $(DESTDIR)$(zshcompdir) $(DESTDIR)$(fishcompdir)
	install -m 755 $(BINARIES) $(DESTDIR)$(bindir)
	cd share && find . -type f -exec install -D -m 644 '{}' '$(DESTDIR)$(sharedir)/{}' ';'
	chmod 755 '$(DESTDIR)$(sharedir)/cron/h12-nightly'
	for page in $(PAGES); do \
	    install -m 644 $$page $(DESTDIR)$(mandir)/man$${page##*.}/ || exit 1; done
	for tool in $(TOOLS); do \
	    install -m 644 completions/h12.bash $(DESTDIR)$(bashcompdir)/$$tool || exit 1; done
	install -m 644 completions/_h12 $(DESTDIR)$(zshcompdir)/_h12
	install -m 644 completions/h12.fish $(DESTDIR)$(fishcompdir)/h12.fish
	for tool in $(TOOLS); do \
	    install -m 644 completions/h12.fish $(DESTDIR)$(fishcompdir)/$$tool.fish || exit 1; done

uninstall:
	for tool in $(TOOLS); do rm -f $(DESTDIR)$(bindir)/$$tool $(DESTDIR)$(bashcompdir)/$$tool \
	    $(DESTDIR)$(fishcompdir)/$$tool.fish; done
	for page in $(notdir $(PAGES)); do rm -f $(DESTDIR)$(mandir)/man$${page##*.}/$$page; done
	rm -f $(DESTDIR)$(zshcompdir)/_h12 $(DESTDIR)$(fishcompdir)/h12.fish
	rm -rf $(DESTDIR)$(sharedir)

clean:
	rm -rf $(BUILD)
