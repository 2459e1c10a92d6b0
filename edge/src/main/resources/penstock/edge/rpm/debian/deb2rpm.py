#!/usr/bin/python3
"""Makes RPMs of Debian packages, for what a release line does not build itself. Runs inside the root.

    deb2rpm.py DEBS KNOWN ALIASES OUT

DEBS     folder with *.deb, a closure: what they need is in the root, in KNOWN or among them
KNOWN    file with lines "debian-package rpm-name" of what was made before and of the root itself ("-" as its rpm name)
ALIASES  file with lines "debian-package name...": what else a package is called in EL's specs
OUT      folder that gets the RPMs, and "made": lines like KNOWN's, with the RPM's file name as the third word

Files stay where Debian puts them, but for Puppet modules, which go where RDO's manifests look for them. Maintainer scripts are
not run, but for the links that they ask update-alternatives for.
"""
import concurrent.futures
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from pyproject import rpm_version  # noqa: E402
from userland import aliases  # noqa: E402

# Of packages of OpenStack; Debian counts epochs of its own.
RDO_EPOCHS = (1, 2)
PYTHON = "%d.%d" % sys.version_info[:2]
PACKAGES = "usr/lib/python3/dist-packages"
MODULES = "usr/share/openstack-puppet/modules"
# Documentation of the Debian package, and hints for Debian's own byte compiler.
DROPPED = ("usr/share/doc", "usr/share/doc-base", "usr/share/man", "usr/share/lintian", "usr/share/bug",
           "usr/share/python3", "usr/share/reportbug", "usr/share/menu")


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


class Deb:
    """One Debian package, unpacked."""

    def __init__(self, path, work, names):
        fields = subprocess.check_output(["dpkg-deb", "-f", path], text=True)
        self.fields = dict(re.findall(r"^(\S+):[ \t]*((?:.*)(?:\n[ \t].*)*)$", fields, flags=re.M))
        self.name = self.fields["Package"]
        self.aliases = names.get(self.name, [])
        self.tree = os.path.join(work, self.name)
        os.makedirs(self.tree)
        subprocess.check_call(["dpkg-deb", "-x", path, self.tree])
        self.postinst = subprocess.run(["dpkg-deb", "-I", path, "postinst"], capture_output=True, text=True).stdout
        self.postinst = self.postinst.replace("\\\n", " ")
        self.modules = []
        self.dists = {}
        self.reshape()
        usrmerge(self.tree)
        self.alternatives()
        self.rpm = self.rpm_name()

    def reshape(self):
        for place in DROPPED:
            shutil.rmtree(os.path.join(self.tree, place), ignore_errors=True)
        for metadata in glob.glob(os.path.join(self.tree, "usr/share/puppet/modules.available/*/metadata.json")):
            self.place_module(metadata)
        pattern = os.path.join(self.tree, PACKAGES, "*-info")
        for info in glob.glob(pattern):
            found = re.match(r"(.+?)-(\d[^-]*)(?:-py[\d.]+)?\.(?:dist|egg)-info$", os.path.basename(info))
            if found:
                try:
                    self.dists[normal(found.group(1))] = rpm_version(found.group(2))
                except ValueError:
                    print(f"{self.name}: version {found.group(2)!r} of {found.group(1)} is not PEP 440")

    def place_module(self, metadata):
        with open(metadata) as file:
            said = json.load(file)
        # "author-name" or "author/name"; the module's folder has to be called by its name alone.
        name = re.split(r"[-/]", said["name"], maxsplit=1)[-1]
        to = os.path.join(self.tree, MODULES, name)
        os.makedirs(os.path.dirname(to), exist_ok=True)
        shutil.move(os.path.dirname(metadata), to)
        shutil.rmtree(os.path.join(self.tree, "usr/share/puppet"), ignore_errors=True)
        self.modules.append((name, said["version"]))

    def rpm_name(self):
        if len(self.modules) == 1:
            return "puppet-" + self.modules[0][0]
        return self.name.replace(".", "-") if self.name.startswith("python3-") else self.name

    def evr(self):
        epoch, _, rest = self.fields["Version"].rpartition(":")
        version, _, revision = rest.rpartition("-")
        version, revision = (version, revision) if version else (revision, "0")
        clean = re.compile(r"[^A-Za-z0-9.~^_+]")
        # Debian's epochs are its own affair: RDO's specs name the versions without them.
        return clean.sub(".", version), "1.deb." + clean.sub(".", revision)

    def provides(self):
        version = self.evr()[0]
        yield f"deb({self.name}) = {version}"
        if self.rpm != self.name:
            yield f"{self.name} = {version}"
        for name, dist in self.dists.items():
            yield f"python3dist({name}) = {dist}"
            yield f"python{PYTHON}dist({name}) = {dist}"
            if f"python3-{name}" != self.rpm:
                yield f"python3-{name} = {dist}"
            # RDO's epochs: its specs ask for "python3-oslo-config >= 2:5.2.0", and no other package has that name here.
            if "openstack" in self.fields.get("Maintainer", "").lower():
                for epoch in RDO_EPOCHS:
                    yield f"python3-{name} = {epoch}:{dist}"
        for name in self.aliases:
            yield name if name.startswith("/") else f"{name} = {version}"
        for name, module in self.modules:
            if f"puppet-{name}" != self.rpm:
                yield f"puppet-{name} = {module}"

    def requires(self, known, virtual):
        for key in ("Pre-Depends", "Depends"):
            for group in re.split(r"\s*,\s*", self.fields.get(key, "").replace("\n", " ")):
                choices = [re.sub(r"[\s(:\[].*", "", c.strip()) for c in group.split("|")]
                met = next((known.get(c) or virtual.get(c) for c in choices if c in known or c in virtual), None)
                if met is None and choices != [""]:
                    print(f"{self.name}: nothing here is {group}")
                elif met not in (None, "-", self.rpm):
                    yield met

    def alternatives(self):
        """The links that the package's postinst asks update-alternatives for; without them /usr/bin/awk or stestr would not be there."""
        for link, target in re.findall(r"--(?:install|slave)\s+(/[\w./+-]+)\s+[\w.+-]+\s+(/[\w./+-]+)", self.postinst):
            path = self.tree + os.path.normpath(link)
            if not os.path.lexists(path) and os.path.lexists(self.tree + os.path.normpath(target)) and "/man/" not in link:
                os.makedirs(os.path.dirname(path), exist_ok=True)
                os.symlink(target, path)

    def spec(self, known, virtual, listing):
        version, release = self.evr()
        noarch = "BuildArch: noarch\n" if self.fields["Architecture"] == "all" else ""
        lines = ["Provides: " + p for p in dict.fromkeys(self.provides())]
        lines += ["Requires: " + r for r in dict.fromkeys(self.requires(known, virtual))]
        summary = self.fields.get("Description", self.name).split("\n")[0].replace("%", "%%") or self.name
        return (f"%global debug_package %{{nil}}\n%global __os_install_post %{{nil}}\n%global _build_id_links none\n"
                f"Name: {self.rpm}\nVersion: {version}\nRelease: {release}\nSummary: {summary}\n"
                f"License: see https://sources.debian.org/src/{self.fields.get('Source', self.name).split()[0]}/\n"
                f"{noarch}AutoReqProv: no\n" + "\n".join(lines) +
                f"\n%description\nDebian's {self.name} {self.fields['Version']} as an RPM.\n"
                f"%install\ncp -a {self.tree}/. %{{buildroot}}/\n%files -f {listing}\n")

    def listing(self):
        for folder, folders, files in os.walk(self.tree):
            inside = folder[len(self.tree):]
            links = [f for f in folders if os.path.islink(os.path.join(folder, f))]
            for name in files + links:
                yield '"' + (inside + "/" + name).replace("%", "%%") + '"'
            # Debian's own folders belong to nobody here; a package's own, empty ones too, come along.
            if inside.count("/") > 3 or (inside and not folders and not files):
                yield '%dir "' + inside.replace("%", "%%") + '"'


def usrmerge(tree):
    """Debian 13 has /bin, /sbin and /lib* as links to /usr's; older packages still carry files below them."""
    for name in ("bin", "sbin", "lib", "lib64"):
        place = os.path.join(tree, name)
        if os.path.isdir(place) and not os.path.islink(place):
            shutil.copytree(place, os.path.join(tree, "usr", name), symlinks=True, dirs_exist_ok=True)
            shutil.rmtree(place)


def build(deb, known, virtual, out):
    work = tempfile.mkdtemp()
    try:
        listing, spec = os.path.join(work, "files"), os.path.join(work, "package.spec")
        with open(listing, "w") as file:
            file.write("\n".join(deb.listing()) + "\n")
        if os.path.getsize(listing) < 2:
            os.truncate(listing, 0)
        with open(spec, "w") as file:
            file.write(deb.spec(known, virtual, listing))
        command = ["rpmbuild", "-bb", "-D", f"_topdir {work}", "-D", f"_rpmdir {work}/out",
                   "-D", "_rpmfilename %{NAME}-%{VERSION}-%{RELEASE}.%{ARCH}.rpm",
                   "-D", "use_source_date_epoch_as_buildtime 1", "-D", "build_mtime_policy clamp_to_source_date_epoch",
                   "-D", "clamp_mtime_to_source_date_epoch 1", "-D", "_missing_build_ids_terminate_build 0", spec]
        environment = dict(os.environ, SOURCE_DATE_EPOCH="1700000000", LC_ALL="C.UTF-8")
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode:
            print(done.stdout[-2000:] + f"\n{deb.name}: cannot be made into an RPM")
            return None
        made = os.listdir(f"{work}/out")[0]
        shutil.move(f"{work}/out/{made}", os.path.join(out, made))
        return f"{deb.name} {deb.rpm} {made}"
    finally:
        shutil.rmtree(work, ignore_errors=True)


def main():
    debs, known_file, alias_file, out = sys.argv[1:5]
    with open(known_file) as file:
        known = dict(line.split()[:2] for line in file if line.strip())
    names = aliases(alias_file)
    work = tempfile.mkdtemp()
    found = [Deb(path, work, names) for path in sorted(glob.glob(debs + "/*.deb"))]
    known.update((deb.name, deb.rpm) for deb in found)
    virtual = {re.sub(r"[\s(].*", "", p.strip()): deb.rpm for deb in found for p in deb.fields.get("Provides", "").split(",")}
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        made = pool.map(lambda deb: build(deb, known, virtual, out), found)
        lines = [line for line in made if line]
    with open(os.path.join(out, "made"), "w") as file:
        file.write("".join(line + "\n" for line in lines))
    shutil.rmtree(work, ignore_errors=True)
    return len(lines) != len(found)


if __name__ == "__main__":
    sys.exit(main())
