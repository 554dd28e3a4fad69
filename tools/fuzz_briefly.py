#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs every libFuzzer target of a build for some seconds, from its corpus, two at a time.

    fuzz_briefly.py BUILD CORPUS [--seconds N]

New inputs go to BUILD/found/TOPIC and not to the corpus. A crash is left in BUILD/crashes and named.
"""
import argparse
import concurrent.futures
import os
import pathlib
import subprocess
import sys


def fuzz(target, options):
    topic = target.name.removesuffix("_fuzz")
    found = options.build / "found" / topic
    crashes = options.build / "crashes"
    found.mkdir(parents=True, exist_ok=True)
    crashes.mkdir(exist_ok=True)
    run = subprocess.run(
        [target, f"-max_total_time={options.seconds}", "-timeout=20", "-rss_limit_mb=2048",
         "-print_final_stats=1", f"-artifact_prefix={crashes}/{topic}-", found,
         options.corpus / topic],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", check=False)
    executed = [line.split()[-1] for line in run.stdout.splitlines() if "executed_units" in line]
    return topic, run.returncode, executed[0] if executed else "?", run.stdout


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("build", type=pathlib.Path)
    arguments.add_argument("corpus", type=pathlib.Path)
    arguments.add_argument("--seconds", type=int, default=5)
    options = arguments.parse_args()
    targets = [target for target in sorted(options.build.rglob("*_fuzz"))
               if target.is_file() and os.access(target, os.X_OK) and target.name != "canary_fuzz"]
    if not targets:
        sys.exit(f"no fuzz targets in {options.build}")
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for topic, status, executed, output in pool.map(lambda one: fuzz(one, options), targets):
            print(f"{topic:24} {executed:>10} inputs  {'failed' if status else ''}")
            if status:
                failed += 1
                print(output[-4000:])
    sys.exit(failed > 0)


main()
