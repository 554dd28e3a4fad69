#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The built page in web/dist was built from the sources beside it.

    check_page.py ROOT

The build needs a newer Node than Debian's, so its files are in the tree; here their sources are held
against the hashes that the build left (web/dist/sources.sha256). Nothing but Python is needed.
"""
import hashlib
import pathlib
import re
import sys


def recorded(listing):
    """File name to SHA-256, from the form that sha256sum writes."""
    return dict(reversed(line.split("  ", 1)) for line in listing.read_text(encoding="utf-8").splitlines())


def present(web):
    files = [web / name for name in ("index.html", "package.json", "package-lock.json", "vite.config.js")]
    for folder in ("public", "src"):
        files += [path for path in (web / folder).rglob("*") if path.is_file()]
    return {path.relative_to(web).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def check_links(dist):
    """What the page asks for is there, and nothing else is."""
    index = (dist / "index.html").read_text(encoding="utf-8")
    wanted = {"index.html", "licences.txt", "sources.sha256"}
    wanted |= {name.lstrip("/") for name in re.findall(r'(?:src|href)="([^"]+)"', index)}
    for script in dist.glob("assets/*.js"):
        text = script.read_text(encoding="utf-8")
        wanted |= {f"assets/{name}" for name in re.findall(r"\./([\w-]+\.js)", text)}
    there = {path.relative_to(dist).as_posix() for path in dist.rglob("*") if path.is_file()}
    yield from (f"web/dist/{name}: is asked for and missing" for name in sorted(wanted - there))
    yield from (f"web/dist/{name}: is left from another build" for name in sorted(there - wanted))
    if re.search(r'(?:src|href)="(?:https?:)?//', index):
        yield "web/dist/index.html: asks another host"


def main():
    web = pathlib.Path(sys.argv[1]).resolve() / "web"
    built, sources = recorded(web / "dist/sources.sha256"), present(web)
    faults = [f"web/{name}: changed since the page was built" for name in sorted(built.keys() & sources.keys())
              if built[name] != sources[name]]
    faults += [f"web/{name}: is not in the built page" for name in sorted(sources.keys() - built.keys())]
    faults += [f"web/{name}: is in the built page and gone" for name in sorted(built.keys() - sources.keys())]
    if faults:
        faults.append("build it again: cd web && npm ci && npm run build")
    faults += check_links(web / "dist")
    print("\n".join(faults) or f"built from {len(sources)} sources")
    return bool(faults)


sys.exit(main())
