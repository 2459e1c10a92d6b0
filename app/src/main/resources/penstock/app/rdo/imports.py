"""Imports every module that installed RPMs have in site-packages, each in a process of its own, and says how that went.

    python3 -c TEXT RPM...      prints lines "penstock-import<TAB>ok|missing|broken<TAB>MODULE<TAB>WHAT"
"""
import re
import subprocess
import sys

ONE = """
import importlib, sys
try:
    importlib.import_module(sys.argv[1])
except ModuleNotFoundError as problem:
    print("missing\\t" + str(problem.name))
except Exception as problem:
    print("broken\\t" + type(problem).__name__ + ": " + " ".join(str(problem).split())[:300])
else:
    print("ok\\t")
"""

files = subprocess.run(["rpm", "-ql"] + sys.argv[1:], capture_output=True, text=True).stdout.splitlines()
modules = set()
for path in files:
    found = re.fullmatch(r"/usr/lib(?:64)?/python3\.\d+/site-packages/((?:\w+/)*\w+)\.py", path)
    if found:
        parts = found.group(1).split("/")
        if parts[-1] == "__init__":
            parts.pop()
        # Tests are not for users, and __main__ runs the program.
        if parts and parts[-1] not in ("__main__", "setup") and not {"tests", "test"} & set(parts):
            modules.add(".".join(parts))
for module in sorted(modules):
    done = subprocess.run([sys.executable, "-B", "-W", "ignore", "-c", ONE, module], capture_output=True, text=True)
    lines = done.stdout.splitlines()
    word, _, what = (lines[-1] if lines else "broken\texit status %d" % done.returncode).partition("\t")
    print("penstock-import", word, module, what, sep="\t")
