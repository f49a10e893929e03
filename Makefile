# tryk makes finished PDFs from Markdown and a layout. "make" alone gives all publications; "make help"
# lists what else there is. Objects, the program and everything that tests make lie in build/.

MAKEFLAGS += --no-print-directory
ifeq ($(MAKELEVEL),0)
MAKEFLAGS += --jobs=$(shell nproc)
endif

DIR      := build
CFLAGS   := -O2 -g
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion
HARFBUZZ  = $(addprefix -isystem ,$(wildcard /usr/include/harfbuzz build/headers/*/usr/include/harfbuzz))
COMPILE   = $(CC) -std=c17 -D_GNU_SOURCE $(WARNINGS) $(CFLAGS) -Isrc $(HARFBUZZ) -MMD -MP
# What Debian has as archives is linked in: each shared library less starts the program a tenth of a ms sooner.
LIBS     := -Wl,-Bstatic -lcmark -lyaml -lexpat -ljpeg -lhyphen -ldeflate -Wl,-Bdynamic -lpng -lfontconfig \
            -l:libharfbuzz.so.0 -l:libharfbuzz-subset.so.0 -lunibreak -lqrencode -lhpdf \
            -llcms2 -lm
SANITIZE := DIR=build/asan CFLAGS='-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined'

OBJECTS  := $(patsubst src/%.c,$(DIR)/%.o,$(sort $(wildcard src/*.c src/*/*.c))) $(DIR)/pdf/default_profile.o
PROFILE   = $(firstword $(wildcard /usr/share/java/pdfbox2.jar build/headers/*/usr/share/java/pdfbox2.jar))
FUZZERS  := $(patsubst tests/fuzz/fuzz_%.c,$(DIR)/fuzz/%,$(wildcard tests/fuzz/fuzz_*.c))
UNITS    := $(patsubst tests/%.c,$(DIR)/%,$(wildcard tests/unit/test_*.c))

pdf:     ## all publications in out/; installs what is missing (this is what "make" does)
	@.ci/install build run
	@$(MAKE) build
	@build/tryk build

build:   $(DIR)/tryk ## the program: build/tryk
	@:

test:    ## all tests; make test PARTS="unit cli" for some
	@.ci/install build run test
	@$(MAKE) build units tools
	@$(MAKE) $(SANITIZE) build units fuzzers
	@tests/run $(PARTS)

asan:    ## unit tests, golden tests, command line and bad input under ASan and UBSan
	@$(MAKE) test PARTS=asan

fuzz:    ## looks for bad input with libFuzzer: make fuzz SECONDS=600 FUZZ="layout yaml"
	@.ci/install build run fuzz
	@$(MAKE) DIR=build/clang-fuzz CC=clang DRIVER=-fsanitize=fuzzer \
	    CFLAGS='-O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined' fuzzers
	@tests/fuzz/search $(FUZZ)

accept:  ## makes today's dumps the wanted ones of the golden tests: look at git diff afterwards
	@$(MAKE) build
	@tests/golden/run --accept

lint:    ## clang's warnings, clang-tidy, cppcheck, and the rules of the architecture
	@.ci/install build run test lint
	@$(MAKE) DIR=build/clang CC=clang CFLAGS='-O1 -Werror' build
	clang-tidy --quiet --warnings-as-errors='*' src/*.c src/*/*.c -- -std=c17 -D_GNU_SOURCE -Isrc \
	    $(HARFBUZZ)
	cppcheck --quiet --error-exitcode=1 --inline-suppr --enable=warning,performance,portability \
	    --suppress=internalAstError --std=c11 -Isrc src
	tests/run architecture

format:  ## lays out the C files (headers are laid out by hand)
	@.ci/install lint
	clang-format -i src/*.c src/*/*.c tests/*/*.c

preview: ## the pictures of pages in README.md, from today's layouts
	@.ci/install build run test
	@$(MAKE) build
	@build/tryk build content/vision-2019-22 --quiet
	@cd out/vision-2019-22 && for page in report-a4:5 report-large-print:6 brochure-a5:6 leaflet-dl:3 poster-a3:1 \
	    poster-goal-a3:5; do \
	    pdftoppm -png -singlefile -f $${page#*:} -scale-to-x -1 -scale-to-y 620 $${page%:*}.pdf \
	        ../../layouts/preview/$${page%:*}; done

typography: ## body text at eight measures in out/typography/, and how evenly its lines are set; TEXT=a file or folder
	@.ci/install build run typography
	@$(MAKE) build
	@tests/typography/run $(TEXT)

bench:   ## times tryk against Typst; installs npm packages below build/
	@.ci/install build run
	@command -v npm >/dev/null || .ci/install bench
	@$(MAKE) build
	@tests/bench/run

clean:   ## removes build/ and out/
	rm -rf build out

help:    ## this list
	@sed -n 's/^\([a-z]*\): *\([^#]*\)## */\1\t/p' Makefile | expand -t 12

units:   $(UNITS)
	@:

fuzzers: $(FUZZERS)
	@:

tools:   build/tools/picture build/tools/mangle build/tools/interrupt.so build/checker
	@:

$(DIR)/tryk: $(OBJECTS)
	@echo link $@
	@$(CC) $(CFLAGS) -o $@ $^ -Wl,--as-needed $(LIBS)

$(DIR)/%.o: src/%.c
	@echo cc $<
	@mkdir -p $(@D)
	@$(COMPILE) -c -o $@ $<

# The profile of a press on coated paper becomes a part of the program.
$(DIR)/pdf/default_profile.o: src/pdf/default_profile.S build/profile.icc build/profile.deflate
	@echo cc $<
	@mkdir -p $(@D)
	@$(CC) -c -o $@ $<

build/profile.icc:
	@mkdir -p $(@D)
	@unzip -p $(PROFILE) '*/ISOcoated_v2_300_bas.icc' >$@.part
	@mv $@.part $@

# Packed once for all press files: a gzip file without its header of 10 bytes and its trailer of 8 (RFC 1952).
build/profile.deflate: build/profile.icc
	@gzip -9 -n -c $< | tail -c +11 | head -c -8 >$@.part
	@mv $@.part $@

$(DIR)/all.a: $(filter-out $(DIR)/main.o,$(OBJECTS))
	@rm -f $@
	@ar rcs $@ $^

# A unit test takes what it needs from all.a. Those of layout/ are linked without the libraries for fonts,
# files and PDF, which proves that layout/ does not call them.
$(DIR)/unit/test_layout_%: TEST_LIBS := -lhyphen -lunibreak -lqrencode -lm
$(DIR)/unit/%: tests/unit/%.c $(DIR)/all.a
	@echo cc $<
	@mkdir -p $(@D)
	@$(COMPILE) -MF $@.d -o $@ $< $(DIR)/all.a -Wl,--as-needed -lcmocka $(or $(TEST_LIBS),$(LIBS))

# Without libFuzzer a fuzz target gets a main that runs it over files.
DRIVER ?= tests/fuzz/replay.c
$(DIR)/fuzz/%: tests/fuzz/fuzz_%.c tests/fuzz/generate.c tests/fuzz/replay.c $(DIR)/all.a
	@echo cc $<
	@mkdir -p $(@D)
	@$(COMPILE) -MF $@.d -o $@ $< tests/fuzz/generate.c $(DRIVER) $(DIR)/all.a -Wl,--as-needed $(LIBS)

build/tools/%: tests/tools/%.c
	@mkdir -p $(@D)
	@$(COMPILE) -MF $@.d -o $@ $< -lpng -ljpeg

build/checker: $(wildcard tests/checker/*.[ch])
	@echo cc tests/checker
	@mkdir -p $(@D)
	@$(CC) -std=c17 -D_GNU_SOURCE $(WARNINGS) $(CFLAGS) -o $@ $(filter %.c,$^) -lqpdf -lm

build/tools/%.so: tests/tools/%.c
	@mkdir -p $(@D)
	@$(CC) -shared -fPIC -o $@ $<

.DEFAULT_GOAL := pdf
.PHONY: pdf build test asan fuzz accept lint format preview typography bench clean help units tools fuzzers
-include $(OBJECTS:.o=.d) $(UNITS:=.d) $(FUZZERS:=.d)
