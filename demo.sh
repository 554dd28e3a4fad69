#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# From nothing to the story, on a fresh Debian 12: installs what is missing, builds pelf, runs it, and
# on a terminal ends with the page opened on the story.
#
#   ./demo.sh [--serve | --no-serve]     the page wherever it runs, or nowhere
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
source tools/setup.sh
install_packages "${PELF_BUILD_PACKAGES[@]}"

mkdir -p build
# What pelf needs and no more: no tests, no benchmarks.
cmake --preset release -DPELF_PROGRAM_TESTS=OFF -DPELF_BENCH=OFF >build/demo-configure.log 2>&1 ||
    { cat build/demo-configure.log >&2; exit 1; }
cmake --build --preset release --target pelf

exec demo/run.sh "$@"
