#!/usr/bin/python3
"""Writes the spec of debian-userland, the RPM without files that provides what the Debian packages of a root supply.

    userland.py ALIASES > debian-userland.spec

ALIASES has lines "debian-package name...": what else a package is called in EL's specs.
"""
import importlib.metadata
import os
import re
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from pyproject import rpm_version  # noqa: E402


def aliases(path):
    out = {}
    with open(path) as file:
        for line in file:
            words = line.split("#")[0].split()
            if words:
                out.setdefault(words[0], []).extend(words[1:])
    return out


def upstream(version):
    return re.sub(r"[^A-Za-z0-9.~^_]", ".", version.split(":")[-1].rsplit("-", 1)[0])


def provides(names):
    python = "%d.%d" % sys.version_info[:2]
    yield f"python(abi) = {python}"
    for name in names.get("-", []):
        yield name
    listed = subprocess.check_output(["dpkg-query", "-W", "-f", "${Package} ${Version}\n"], text=True)
    for deb, version in sorted(line.split() for line in listed.splitlines()):
        yield f"deb({deb}) = {upstream(version)}"
        for name in [deb] + names.get(deb, []):
            yield name if name.startswith("/") else f"{name} = {upstream(version)}"
    for found in importlib.metadata.distributions(path=["/usr/lib/python3/dist-packages"]):
        name = re.sub(r"[-_.]+", "-", found.metadata["Name"]).lower()
        yield f"python3-{name} = {rpm_version(found.version)}"
        for kind in ("python3dist", f"python{python}dist"):
            yield f"{kind}({name}) = {rpm_version(found.version)}"
    for folder in ("/bin", "/sbin", "/usr/bin", "/usr/sbin"):
        for name in sorted(os.listdir(folder)):
            if re.fullmatch(r"[A-Za-z0-9._+\[-]+", name):
                yield f"{folder}/{name}"


def main():
    print("Name: debian-userland\nVersion: 1\nRelease: 1\nSummary: What the Debian packages of this root supply")
    print("License: none\nBuildArch: noarch\nAutoReqProv: no")
    for line in dict.fromkeys(provides(aliases(sys.argv[1]))):
        print("Provides:", line)
    print("%description\n%{summary}.\n%files")


if __name__ == "__main__":
    main()
