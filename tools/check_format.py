#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fails when a C++ file is not as clang-format would write it.

    check_format.py CLANG_FORMAT ROOT
"""
import pathlib
import subprocess
import sys


def main():
    program, root = sys.argv[1], pathlib.Path(sys.argv[2])
    files = [str(file) for folder in ("src", "app", "tests", "cmake", "bench")
             for file in sorted((root / folder).rglob("*.[ch]pp"))]
    run = subprocess.run([program, "--dry-run", "--Werror", *files], check=False)
    if run.returncode == 0:
        print(f"{len(files)} files as {program} writes them")
    return run.returncode != 0


sys.exit(main())
