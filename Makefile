# What you can do with this repository. `make run` needs Swift 6.2 or later on Debian 12, and nothing else.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.NOTPARALLEL:
.PHONY: run build deps format pictures bench clean
.PHONY: test test-deps readers lint build-tests unit unit-next-year unit-postgres end-to-end slowest

BUILD_PACKAGES := ca-certificates git libcurl4-openssl-dev libgmime-3.0-dev libical-dev libpq-dev
BUILD_PACKAGES += libsqlite3-dev tzdata zlib1g-dev
TEST_PACKAGES := dovecot-imapd elfutils faketime openssl postfix postgresql-15 postgresql-client-15 spamassassin strace
TEST_PACKAGES += php-cli php-sabre-vobject
TEST_PACKAGES += python3 python3-aiosmtpd python3-dateutil python3-dkim python3-icalendar python3-venv
TEST_PACKAGES += chromium chromium-driver fonts-dejavu-core python3-html5lib python3-selenium python3-yaml

SWIFT_FILES := Package.swift Sources Tests
LOGS := .build/logs
RESULTS := .build/results
APT := .build/apt
READERS := .build/readers
CONTRACT := .build/contract

## Start the demo network.
run: build
	@echo
	@echo 'The demo network starts. Look at'
	@echo '    http://127.0.0.1:8080          eight cities'
	@echo '    http://127.0.0.1:8080/tours    Tours: every second Thursday at 19:00, for 20 people'
	@echo '    var/mail/new                   the emails, each an .eml file; nothing leaves this machine'
	@echo 'Ctrl-C ends it.'
	@echo
	@.build/release/hopdrink serve --config config/demo.yaml

# The binary contains Swift's libraries: it runs where Swift is not installed, and needs less memory at the start.
build: deps
	@echo 'Building the release. The first time takes many minutes.'
	@$(call quietly,build,swift build -c release --product hopdrink --static-swift-stdlib)

deps:
	@$(call install,$(BUILD_PACKAGES))
	@$(call update_quietly,tzdata)
	@command -v swift > /dev/null || { echo 'swift is missing: see https://www.swift.org/install/linux' >&2; exit 1; }

## Everything CI runs.
test: deps test-deps lint build-tests unit unit-next-year unit-postgres end-to-end slowest

test-deps:
	@$(call prepare_postgres)
	@$(call prepare_unstarted,dovecot-core,dovecot.service)
	@$(call prepare_unstarted,postfix,postfix.service)
	@$(call install,$(TEST_PACKAGES))

lint:
	@$(call quietly,lint,swift format lint --strict --recursive --parallel $(SWIFT_FILES))
	@$(call quietly,glossary,Tests/glossary)

build-tests: deps
	@$(call quietly,build-tests,HOPDRINK_WARNINGS=errors swift build --build-tests)

unit: build-tests test-deps
	@mkdir -p $(RESULTS)
	@$(call quietly,unit,Tests/unit $(RESULTS)/unit.xml)

# Tests must not depend on the day. Under faketime, whatever sleeps would sleep for ever: such tests are left out.
unit-next-year: build-tests test-deps
	@mkdir -p $(RESULTS)
	@$(call quietly,unit-next-year,env HOPDRINK_UNIT_CLOCK=+366d \
	    Tests/unit $(RESULTS)/unit-next-year.xml --filter '^(DomainTests|ICalendarTests|HopdrinkCommandTests)\.' \
	    --skip 'WatchdogTests')

unit-postgres: build-tests test-deps
	@mkdir -p $(RESULTS)
	@$(call quietly,unit-postgres,Tests/with-postgres \
	    Tests/unit $(RESULTS)/unit-postgres.xml --filter '^(StorageTests|HopdrinkTests)\.')

# Installs calendar programs that Debian lacks, or has in versions that misread a backslash; and axe, of which only the
# script is needed that runs in a page.
readers: $(READERS)/installed $(CONTRACT)/installed

$(READERS)/installed: Tests/EndToEnd/readers.txt | test-deps
	@rm -rf $(READERS)
	@$(call quietly,readers,{ /usr/bin/python3 -m venv $(READERS) \
	    && $(READERS)/bin/pip install --no-input --only-binary :all: --requirement $< \
	    && $(READERS)/bin/pip install --no-input --only-binary :all: --no-deps --target $(READERS)/axe \
	        axe-playwright-python==0.1.8; })
	@touch $@

# Installs schemathesis, which tests whether the OpenAPI document is true.
$(CONTRACT)/installed: Tests/EndToEnd/contract.txt | test-deps
	@rm -rf $(CONTRACT)
	@$(call quietly,contract,{ /usr/bin/python3 -m venv $(CONTRACT) \
	    && $(CONTRACT)/bin/pip install --no-input --only-binary :all: --requirement $<; })
	@touch $@

# Several modules at once, because end-to-end tests wait more than they work.
end-to-end: build-tests test-deps readers
	@Tests/with-postgres Tests/end-to-end $(RESULTS) $(LOGS)

# Prints the slowest tests of the last runs.
slowest:
	@Tests/slowest $(RESULTS)

## Renew the pictures of a guest's story.
pictures: build-tests test-deps
	@mkdir -p docs/pictures
	@PICTURES=$(CURDIR)/docs/pictures /usr/bin/python3 Tests/EndToEnd GuestStoryTest

format:
	@swift format --in-place --recursive --parallel $(SWIFT_FILES)

## Measure against the goals of docs/performance.md.
bench: build
	@bench/run

clean:
	rm -rf .build

# $(call quietly,NAME,COMMAND): writes the command's output to a file; prints the important part if it fails.
define quietly
mkdir -p $(LOGS); log=$(LOGS)/$(1).log; started=$$SECONDS; \
if $(2) > $$log 2>&1; then echo "$(1): done in $$((SECONDS - started)) s"; else \
    grep -E 'error:|✘|^(FAIL|ERROR):' $$log | head -n 60 || true; echo '…'; tail -n 200 $$log; \
    echo "$(1) failed; all it said is in $$log" >&2; exit 1; \
fi
endef

# $(call install,PACKAGES): installs those that are missing; asks for no password if none is.
define install
missing=$$(for package in $(1); do \
    dpkg-query --show --showformat='$${db:Status-Status}' $$package 2> /dev/null | grep -qx installed || echo $$package; \
done); \
if [ -n "$$missing" ]; then \
    echo "Installing" $$missing; \
    sudo=$$([ "$$(id -u)" = 0 ] || command -v sudo); \
    $(call refresh_lists,$$sudo); \
    $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends $$missing > /dev/null; \
fi
endef

# $(call refresh_lists,SUDO): updates the package lists once a day.
define refresh_lists
if [ -z "$$(find $(APT)/lists -mtime -1 2> /dev/null)" ] && $(1) apt-get update -qq --error-on=any; then \
    mkdir -p $(APT); touch $(APT)/lists; \
fi
endef

# $(call update_quietly,PACKAGE): updates an installed package once a day, if we have the right to and a network, and if
# there is a newer version. Otherwise it does nothing: it neither fails nor asks for a password.
define update_quietly
if [ -z "$$(find $(APT)/$(1) -mtime -1 2> /dev/null)" ]; then \
    mkdir -p $(LOGS) $(APT); sudo=$$([ "$$(id -u)" = 0 ] || echo sudo -n); \
    { $$sudo true && { $(call refresh_lists,timeout 60 $$sudo); } && \
        timeout 120 $$sudo env DEBIAN_FRONTEND=noninteractive \
            apt-get install -qq --only-upgrade --no-install-recommends $(1) && \
        touch $(APT)/$(1); } > $(LOGS)/update-$(1).log 2>&1 || true; \
fi
endef

# Tests start their own server: Debian's package must not create one that runs as a service.
define prepare_postgres
if ! dpkg-query --show --showformat='$${db:Status-Status}' postgresql-15 2> /dev/null | grep -qx installed; then \
    $(call install,postgresql-common); \
    sudo=$$([ "$$(id -u)" = 0 ] || command -v sudo); \
    $$sudo sed -i 's/^#* *create_main_cluster *=.*/create_main_cluster = false/' \
        /etc/postgresql-common/createcluster.conf; \
fi
endef

# $(call prepare_unstarted,PACKAGE,SERVICE): masks the service before its package is installed, so that Debian's mail
# server does not listen on this machine.
define prepare_unstarted
if ! dpkg-query --show --showformat='$${db:Status-Status}' $(1) 2> /dev/null | grep -qx installed; then \
    sudo=$$([ "$$(id -u)" = 0 ] || command -v sudo); \
    $$sudo mkdir -p /etc/systemd/system; \
    $$sudo ln -sf /dev/null /etc/systemd/system/$(2); \
fi
endef
