#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Passes when the canary fuzz target fails, and fails for its own reason.

    check_canary.py COMMAND...
"""
import subprocess
import sys

run = subprocess.run(sys.argv[1:], stderr=subprocess.PIPE, text=True, errors="replace", check=False)
if run.returncode == 0:
    sys.exit("the canary lives: failures of fuzz targets go unnoticed here")
if "canary" not in run.stderr:
    sys.exit("the canary died of something else:\n" + run.stderr)
print("the canary died, as it must")
