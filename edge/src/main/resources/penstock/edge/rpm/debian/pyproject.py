#!/usr/bin/python3
"""The steps that the %pyproject_* and %tox macros stand for, on Debian's own Python tools.

    pyproject.py [--tests] [--toxenv ENV] buildrequires|wheel|install|save|imports|tox ARGUMENT...

Without --tests whatever is only needed for tests and documentation is left out.
"""
import argparse
import configparser
import email
import glob
import importlib
import os
import re
import shlex
import subprocess
import sys
import tempfile
import tomllib


def project():
    if not os.path.exists("pyproject.toml"):
        return {}
    with open("pyproject.toml", "rb") as file:
        return tomllib.load(file)


def build_system():
    system = project().get("build-system", {})
    requires = system.get("requires", ["setuptools>=40.8", "wheel"])
    return requires, system.get("build-backend", "setuptools.build_meta:__legacy__"), system.get("backend-path", [])


def backend():
    _, name, paths = build_system()
    for path in reversed(paths):
        sys.path.insert(0, os.path.join(os.getcwd(), path))
    module, _, attributes = name.partition(":")
    found = importlib.import_module(module)
    for attribute in filter(None, attributes.split(".")):
        found = getattr(found, attribute)
    return found


class OutputToError:
    """Build backends print to standard output, where rpm reads requirements."""

    def __enter__(self):
        sys.stdout.flush()
        self.kept = os.dup(1)
        os.dup2(2, 1)

    def __exit__(self, *_):
        sys.stdout.flush()
        os.dup2(self.kept, 1)
        os.close(self.kept)


# --- requirements in rpm's words

def rpm_version(text):
    """A PEP 440 version as pythondistdeps.py writes it: 1.0rc1 -> 1~rc1, trailing zeros dropped."""
    from packaging.version import Version

    version = Version(text)
    release = list(version.release)
    while len(release) > 1 and release[-1] == 0:
        release.pop()
    out = (f"{version.epoch}!" if version.epoch else "") + ".".join(map(str, release))
    if version.pre:
        out += "~%s%d" % version.pre
    if version.dev is not None:
        out += ("" if version.pre else "~") + f"~dev{version.dev}"
    if version.post is not None:
        out += f"^post{version.post}"
    return out


def rpm_condition(name, operator, version):
    star = version.endswith(".*")
    bare = version[:-2] if star else version
    following = bare.split(".")
    if operator == "~=":
        following = following[:-1]
    if star or operator == "~=":
        following[-1] = str(int(re.match(r"\d+", following[-1]).group()) + 1)
        low, high = rpm_version(bare), rpm_version(".".join(following))
        if operator == "!=":
            return f"({name} < {low} or {name} >= {high})"
        return f"({name} >= {low} with {name} < {high})"
    bare = rpm_version(bare)
    if operator == "!=":
        return f"({name} < {bare} or {name} > {bare})"
    return f"{name} {'=' if operator in ('==', '===') else operator} {bare}"


def rpm_requirements(text, extra=""):
    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    requirement = Requirement(text)
    if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
        return []
    plain = canonicalize_name(requirement.name)
    names = [f"python3dist({plain})"] + [f"python3dist({plain}[{canonicalize_name(e)}])" for e in requirement.extras]
    if requirement.extras:
        # Debian has no packages of extras; the distribution itself is what can be asked for.
        names = names[:1]
    conditions = sorted(requirement.specifier, key=str)
    return [rpm_condition(n, s.operator, s.version) for n in names for s in conditions] or names


def emit(lines, extra=""):
    from packaging.requirements import InvalidRequirement

    for line in lines:
        line = re.sub(r"(^|\s)#.*", "", line).strip()
        if line.startswith(("-r", "--requirement")):
            with open(line.split(maxsplit=1)[1] if " " in line else line[2:]) as file:
                emit(file.read().splitlines(), extra)
        elif line and not line.startswith("-"):
            try:
                for requirement in rpm_requirements(line, extra):
                    print(requirement)
            except InvalidRequirement as problem:
                sys.exit(f"pyproject: cannot read the requirement {line!r}: {problem}")


def buildrequires(options, arguments):
    parser = argparse.ArgumentParser()
    parser.add_argument("-r", action="store_true")
    parser.add_argument("-R", action="store_true")
    parser.add_argument("-x", action="append", default=[])
    parser.add_argument("-t", action="store_true")
    parser.add_argument("-e", action="append", default=[])
    parser.add_argument("-N", action="store_true")
    parser.add_argument("-w", action="store_true")
    parser.add_argument("-p", action="store_true")
    parser.add_argument("-C", action="append", default=[])
    parser.add_argument("files", nargs="*")
    given = parser.parse_args(arguments)
    print("pyproject-rpm-macros")
    print("python3-devel")
    if not given.N:
        emit(["packaging"])
        emit(build_system()[0])
        try:
            metadata, wanted = prepared()
        except ImportError as problem:
            print(f"pyproject: {problem}; the rest is asked for in the next round", file=sys.stderr)
            return
        emit(wanted)
        if not given.R:
            emit(metadata)
        for extra in filter(None, re.split(r"[\s,]+", ",".join(given.x))):
            emit(metadata, extra)
    for name in given.files:
        with open(name) as file:
            emit(file.read().splitlines())
    if options.tests and (given.t or given.e):
        emit(["tox"])
        tox_requirements(environments(options, given.e))


def prepared():
    """What the backend says: requirements of the package, and of building its wheel."""
    chosen = backend()
    with tempfile.TemporaryDirectory() as place, OutputToError():
        wanted = getattr(chosen, "get_requires_for_build_wheel", lambda: [])()
        # A requirement of the backend that is not there yet is asked for before it is needed.
        missing = [w for w in wanted if not present(w)]
        if missing:
            return [], wanted
        if hasattr(chosen, "prepare_metadata_for_build_wheel"):
            info = chosen.prepare_metadata_for_build_wheel(place)
            with open(os.path.join(place, info, "METADATA")) as file:
                return email.message_from_file(file).get_all("Requires-Dist", []), wanted
        name = chosen.build_wheel(place)
        from installer.sources import WheelFile

        with WheelFile.open(os.path.join(place, name)) as wheel:
            text = wheel.read_dist_info("METADATA")
            return email.message_from_string(text).get_all("Requires-Dist", []), wanted


def present(text):
    from importlib import metadata
    from packaging.requirements import Requirement

    requirement = Requirement(text)
    if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
        return True
    try:
        return requirement.specifier.contains(metadata.version(requirement.name), prereleases=True)
    except metadata.PackageNotFoundError:
        return False


# --- wheels

def wheel(_, arguments):
    os.makedirs(arguments[0], exist_ok=True)
    print(backend().build_wheel(os.path.abspath(arguments[0])))


def install(_, arguments):
    from installer import install as unpack
    from installer.destinations import SchemeDictionaryDestination
    from installer.sources import WheelFile

    wheels, root, sitelib, bindir = arguments
    found = glob.glob(wheels + "/*.whl")
    if not found:
        sys.exit(f"pyproject: no wheel in {wheels}")
    for name in found:
        places = {"purelib": sitelib, "platlib": sitelib, "scripts": bindir, "data": "/usr", "headers": "/usr/include"}
        to = SchemeDictionaryDestination(places, interpreter="/usr/bin/python3", script_kind="posix", destdir=root)
        with WheelFile.open(name) as source:
            unpack(source, to, {"INSTALLER": b"rpm\n"})
    for info in glob.glob(root + sitelib + "/*.dist-info"):
        keep_modules(info, info[len(root):])
        for name in ("RECORD", "REQUESTED", "direct_url.json"):
            if os.path.exists(os.path.join(info, name)):
                os.remove(os.path.join(info, name))


def keep_modules(info, installed):
    """The record of what was installed, for %pyproject_save_files; the package itself does not carry it."""
    record = os.path.join(info, "RECORD")
    if os.path.exists(record):
        with open(record) as source, open(".penstock-record", "a") as to:
            to.write(f"# {installed}\n")
            to.writelines(re.sub(r",[^,]*,[^,]*$", "", line.rstrip("\n")) + "\n" for line in source)


def save(_, arguments):
    root, sitelib, bindir, listing = arguments[:4]
    patterns = [a for a in arguments[4:] if not a.startswith("-")]
    automatic = "+auto" in patterns
    patterns = [p for p in patterns if p != "+auto"]
    lines, modules = [], set()
    with open(".penstock-record") as record:
        for line in map(str.strip, record):
            if line.startswith("# "):
                lines.append(line[2:])
                continue
            path = line.strip('"')
            if path.startswith("../"):
                path = os.path.normpath(os.path.join(sitelib, path))
                if automatic:
                    lines.append(path)
            elif ".dist-info/" not in path:
                modules.add(path.split("/")[0])
    for pattern in patterns:
        import fnmatch

        top = pattern.split(".")[0]
        matches = [m for m in modules if fnmatch.fnmatchcase(re.sub(r"(\.py|\..*\.so)$", "", m), top)]
        if not matches:
            sys.exit(f"pyproject: no installed module matches {pattern}")
        for module in matches:
            lines.append(f"{sitelib}/{module}")
            if module.endswith(".py"):
                lines.append(f"{sitelib}/__pycache__/{module[:-3]}.*")
    with open(listing, "w") as to:
        to.write("\n".join(dict.fromkeys(lines)) + "\n")


def imports(_, arguments):
    root, sitelib = arguments[:2]
    excluded = [arguments[i + 1] for i, a in enumerate(arguments[:-1]) if a == "-e"]
    import fnmatch

    names = set()
    with open(".penstock-record") as record:
        for line in record:
            path = line.strip().strip('"')
            if path.endswith(".py") and not path.startswith(("#", "..")):
                name = re.sub(r"(/__init__)?\.py$", "", path).replace("/", ".")
                if ("-t" not in arguments or "." not in name) and "._" not in name:
                    names.add(name)
    sys.path.insert(0, root + sitelib)
    for name in sorted(names):
        if not any(fnmatch.fnmatchcase(name, e) for e in excluded):
            importlib.import_module(name)


# --- tox: the environments' own commands, in the Python of the root instead of a virtual one

def environments(options, given):
    names = [n for n in re.split(r"[\s,]+", ",".join(given)) if n]
    return names or [options.toxenv]


def tox_configuration(name):
    from tox.run import setup_state

    return setup_state(["run", "-e", name]).envs[name].conf


def tox_requirements(names):
    for name in names:
        try:
            with OutputToError():
                configuration = tox_configuration(name)
                deps = [line for line in configuration["deps"].lines()]
        except ImportError:
            print("pyproject: tox is not there yet; the rest is asked for in the next round", file=sys.stderr)
            return
        # Constraints name versions that another distribution has settled on; this one has its own.
        emit([d for d in deps if not d.startswith("-c")])
        extras = configuration["extras"] if "extras" in configuration else []
        for extra in extras:
            emit(prepared()[0], extra)


def tox(options, arguments):
    given = [arguments[i + 1] for i, a in enumerate(arguments[:-1]) if a == "-e"]
    names = environments(options, given)
    if not options.tests:
        if any("doc" in name for name in names):
            empty_documentation()
        print(f"pyproject: tests and documentation are off, {', '.join(names)} not run")
        return
    rest = arguments[arguments.index("--") + 1:] if "--" in arguments else []
    for name in names:
        run_environment(name, rest)


def empty_documentation():
    os.makedirs("doc/build/html", exist_ok=True)
    with open("doc/build/html/index.html", "w") as page:
        page.write("<!DOCTYPE html>\n<title>Not built</title>\n<p>This package was built without documentation.</p>\n")


def run_environment(name, rest):
    configuration = tox_configuration(name)
    environment = dict(os.environ)
    variables = configuration["set_env"]
    environment.update({key: variables.load(key) for key in variables})
    environment["TOX_ENV_NAME"] = name
    directory = str(configuration["change_dir"])
    for command in [c for key in ("commands_pre", "commands", "commands_post") for c in configuration[key]]:
        words = list(command.args) + ([] if not rest else [])
        print("+", shlex.join(words), flush=True)
        ended = subprocess.run(words, cwd=directory, env=environment)
        if ended.returncode and not command.ignore_exit_code:
            sys.exit(ended.returncode)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tests", action="store_true")
    parser.add_argument("--toxenv", default="py%d%d" % sys.version_info[:2])
    parser.add_argument("step", choices=("buildrequires", "wheel", "install", "save", "imports", "tox"))
    parser.add_argument("arguments", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    # The project's own modules are importable for its backend, as they are under pip's in-tree builds.
    sys.path[0] = ""
    globals()[options.step](options, options.arguments)


if __name__ == "__main__":
    main()
