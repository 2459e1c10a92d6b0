"""Imports every module that installed RPMs have in site-packages, each in a process of its own, and says how that went.

    python3 -c TEXT RPM...      prints lines "penstock-import<TAB>ok|missing|broken<TAB>MODULE<TAB>WHAT"

A module that can be imported may still owe that to luck: what it needs is there because something else needs it. For these there
are lines "penstock-import<TAB>undeclared<TAB>MODULE<TAB>NAME DISTRIBUTION...", where the RPMs themselves do not require
what brought NAME.
"""
import ast
import functools
import importlib.util
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


def rpm(*arguments):
    return subprocess.run(["rpm", *arguments], capture_output=True, text=True).stdout.splitlines()


REQUIRED = {line.split(" ")[0] for line in rpm("-q", "--requires", *sys.argv[1:])}


@functools.cache
def undeclared(name):
    """The Python distributions of the RPM that has a module, when the checked RPMs do not require it; else nothing."""
    try:
        found = importlib.util.find_spec(name)
    except (ImportError, ValueError):
        return ()
    if found is None or not (found.origin or "").startswith("/usr/lib"):
        return ()
    owners = [o for o in rpm("-qf", "--qf", "%{NAME}\n", found.origin) if " " not in o]
    if not owners or owners[0] in sys.argv[1:]:
        return ()
    provided = {line.split(" ")[0] for line in rpm("-q", "--provides", owners[0])}
    return () if provided & REQUIRED else tuple(re.findall(r"python3dist\(([^)]+)\)", " ".join(sorted(provided))))


def imported(path):
    """The top names of what a module imports when it is imported itself."""
    with open(path, "rb") as file:
        body = list(ast.parse(file.read()).body)
    while body:
        node = body.pop()
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module.split(".")[0]
        elif isinstance(node, (ast.If, ast.With)):
            body += node.body + getattr(node, "orelse", [])


files = rpm("-ql", *sys.argv[1:])
modules = {}
for path in files:
    found = re.fullmatch(r"/usr/lib(?:64)?/python3\.\d+/site-packages/((?:\w+/)*\w+)\.py", path)
    if found:
        parts = found.group(1).split("/")
        if parts[-1] == "__init__":
            parts.pop()
        # Tests are not for users, __main__ runs the program, and private modules are imported by the others.
        private = any(part.startswith("_") for part in parts)
        if parts and not private and parts[-1] != "setup" and not {"tests", "test"} & set(parts):
            modules[".".join(parts)] = path
for module in sorted(modules):
    done = subprocess.run([sys.executable, "-B", "-W", "ignore", "-c", ONE, module], capture_output=True, text=True)
    lines = done.stdout.splitlines()
    word, _, what = (lines[-1] if lines else "broken\texit status %d" % done.returncode).partition("\t")
    print("penstock-import", word, module, what, sep="\t")
    if word == "ok":
        for name in sorted(set(imported(modules[module])) - sys.stdlib_module_names):
            if undeclared(name):
                print("penstock-import", "undeclared", module, " ".join((name,) + undeclared(name)), sep="\t")
