#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs clang-tidy over every file of src/ and app/ that a build compiles, benchmarks left out.

    run_lint.py RUN_CLANG_TIDY BUILD ROOT [REGEX]

Benchmarks are left out because their loop trips the analyser. With a regular expression only files
that match it are looked at.
"""
import json
import os
import pathlib
import re
import subprocess
import sys


def main():
    runner, build, root = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3]).resolve()
    wanted = re.compile(sys.argv[4] if len(sys.argv) > 4 else "")
    compiled = json.loads((build / "compile_commands.json").read_text(encoding="utf-8"))
    files = {pathlib.Path(entry["file"]) for entry in compiled}
    mine = sorted(str(file) for file in files
                  if file.is_relative_to(root / "src") or file.is_relative_to(root / "app"))
    mine = [file for file in mine if not file.endswith("_bench.cpp") and wanted.search(file)]
    run = subprocess.run(
        # The build is g++'s, whose warnings clang does not know all.
        [runner, "-quiet", "-p", str(build), "-j", str(os.cpu_count()),
         "-extra-arg=-Wno-unknown-warning-option",
         *("^" + re.escape(file) + "$" for file in mine)],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, errors="replace", check=False)
    # The runner prints each command; what counts is what clang-tidy says of the code.
    said = [line for line in run.stdout.splitlines() if not line.startswith(("clang-tidy", "["))]
    print("\n".join(line for line in said if line.strip()))
    print(f"{len(mine)} files looked at")
    return run.returncode != 0


sys.exit(main())
