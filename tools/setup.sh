# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# Sourced by demo.sh, test.sh and .ci/run: Debian packages, and the compiler cache if there is one.
# Nothing is touched when nothing is missing.

# What pelf is made of. Reasons: ARCHITECTURE.md, "Dependencies".
PELF_BUILD_PACKAGES=(
    g++ cmake ninja-build  # C++20; the presets are for Ninja
    libssl-dev             # SHA-256 and RIPEMD-160; HTTPS
    libzstd-dev            # packing of stored lists
    libicu-dev             # Unicode normal forms
    libboost1.81-dev       # Asio and Beast (a node's HTTP), Unordered, the code of JSON
    libboost-json1.81-dev  # reading a node's JSON
    libexpat1-dev          # lists in XML
    libsimdjson-dev        # reading entities as JSON lines
    libcli11-dev           # the command line
    libsqlite3-dev         # cases, in one file
    libpq-dev              # cases, in the PostgreSQL that a team shares
    graphviz               # lays out the flow picture, run as a program
)
PELF_TEST_PACKAGES=(
    libgtest-dev           # unit tests
    libbenchmark-dev       # benchmarks, which run small as tests
    python3                # whole-program tests and checks, standard library only
    libxml2-utils          # xmllint: reports against their schemas
    poppler-utils          # reads printed reports back
    postgresql-15          # the server that tests of cases start for themselves
)
PELF_CI_PACKAGES=(
    clang-format-19        # format
    clang-tidy-19          # lint, and run-clang-tidy-19 that runs it over all files
    clang-19               # the compiler of the fuzz targets
    libclang-rt-19-dev     # libFuzzer and the sanitizers for it
)

# install_packages NAME...: those of them that are not here.
install_packages() {
    if ! command -v dpkg-query >/dev/null; then
        echo "This is not Debian. Needed, under Debian's names: $*" >&2
        return 0
    fi
    local name missing=()
    for name in "$@"; do
        if [[ $(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null) != installed ]]; then
            missing+=("$name")
        fi
    done
    [[ ${#missing[@]} -eq 0 ]] && return 0
    local as_root=()
    if [[ $(id -u) -ne 0 ]]; then
        if ! command -v sudo >/dev/null; then
            echo "Missing packages, and neither root nor sudo to install them: ${missing[*]}" >&2
            return 1
        fi
        as_root=(sudo)
    fi
    echo "Installing ${missing[*]}"
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq update
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get -qq install --no-install-recommends -y "${missing[@]}" >/dev/null
}

if command -v ccache >/dev/null; then
    export CMAKE_CXX_COMPILER_LAUNCHER=ccache
fi
export PYTHONDONTWRITEBYTECODE=1
