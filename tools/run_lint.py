#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs clang-tidy over every file of src/ and app/ that a build compiles, benchmarks left out.

    run_lint.py RUN_CLANG_TIDY BUILD ROOT [REGEX]

With a regular expression only files that match it are looked at. Benchmarks are left out because
their loop trips the analyser.
"""
import json
import os
import pathlib
import re
import subprocess
import sys

# Tests and fuzz targets pass all checks but these:
OFF_FOR_TESTS = [
    "clang-analyzer-*",  # Takes four times as long as all the rest, over GoogleTest's macros.
    "bugprone-unchecked-optional-access",  # A test that expects a value may die of having none.
    "cppcoreguidelines-virtual-class-destructor",  # Fixtures: GoogleTest's base has that shape.
    "performance-inefficient-vector-operation",  # Rather short than fast.
]


def lint(runner, build, files, off):
    """True if clang-tidy is content with all files."""
    if not files:
        return True
    run = subprocess.run(
        # The build is g++'s, whose warnings clang does not know all.
        [runner, "-quiet", "-p", str(build), "-j", str(os.cpu_count()),
         "-extra-arg=-Wno-unknown-warning-option",
         "-checks=" + ",".join("-" + check for check in off),
         *("^" + re.escape(file) + "$" for file in files)],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, errors="replace", check=False)
    # The runner also prints each command and how many warnings it kept to itself.
    for line in run.stdout.splitlines():
        if line.strip() and not re.match(r"Running clang-tidy|\[|\d+ warnings? generated", line):
            print(line)
    return run.returncode == 0


def main():
    runner, build, root = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3]).resolve()
    wanted = re.compile(sys.argv[4] if len(sys.argv) > 4 else "")
    compiled = json.loads((build / "compile_commands.json").read_text(encoding="utf-8"))
    files = sorted({entry["file"] for entry in compiled
                    if re.match(re.escape(str(root)) + "/(src|app)/", entry["file"])})
    files = [file for file in files if not file.endswith("_bench.cpp") and wanted.search(file)]
    tests = [file for file in files if re.search(r"_(test|fuzz)\.cpp$", file)]
    code = [file for file in files if file not in tests]
    content = lint(runner, build, code, [])
    content = lint(runner, build, tests, OFF_FOR_TESTS) and content
    print(f"{len(code)} files of code and {len(tests)} of tests looked at")
    return not content


sys.exit(main())
