#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# All tests, alone enough on a fresh Debian 12: installs what is missing, builds, runs.
#
#   build/ci       unit tests, fuzz targets over their corpora, benchmarks run small, checks of the
#                  house; with the address and undefined-behaviour sanitizers, warnings as errors
#   build/release  what users get; whole-program tests and cases run with it
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
source tools/setup.sh
install_packages "${PELF_BUILD_PACKAGES[@]}" "${PELF_TEST_PACKAGES[@]}"

cmake --preset release
cmake --build --preset release --target pelf make_blocks
cmake --preset ci
cmake --build --preset ci --target all

# One ctest over both, so that one summary closes the run.
mkdir -p build/tests
printf 'subdirs("%s" "%s")\n' "$PWD/build/ci" "$PWD/build/release" > build/tests/CTestTestfile.cmake
ctest --test-dir build/tests --output-on-failure --parallel "$(nproc)" "$@"
