#!/usr/bin/python3
"""Finds the RPMs that meet requirements, with dnf's solver, and changes nothing. Runs inside the root, on local metadata.

    resolve.py QUESTION ANSWER

QUESTION has lines "repo NAME FOLDER PRIORITY", "without NAME PACKAGE" (which is in that repository and not seen), "root FOLDER" (whose rpm database counts; "/" when absent), "rpm FILE" (to
be installed as it is) and "need REQUIREMENT". ANSWER gets lines, words parted by tabs:

    install NEVRA SHA256 REPO LOCATION     everything that would be installed
    missing REQUIREMENT WANTED-BY          what nothing usable provides; WANTED-BY is empty for what was asked for itself
    offer REQUIREMENT PROVIDE (PACKAGE)    what provides the name of a missing or asked for requirement, at any version
    problem TEXT                           the solver's words on why there is no way

Exits 0 when there is a way, 1 when there is none.
"""
import os
import re
import shutil
import sys
import tempfile

import dnf
import dnf.selector
import hawkey


class Question:
    def __init__(self, path):
        self.repos, self.rpms, self.needs, self.offers, self.root = [], [], [], [], "/"
        self.without = {}
        with open(path) as file:
            for line in file:
                word, _, rest = line.rstrip("\n").partition(" ")
                if word == "repo":
                    self.repos.append(rest.split(" "))
                elif word == "without":
                    name, package = rest.split(" ")
                    self.without.setdefault(name, []).append(package)
                elif word == "rpm":
                    self.rpms.append(rest)
                elif word == "need":
                    self.needs.append(rest)
                elif word == "offer":
                    self.offers.append(rest)
                elif word == "root":
                    self.root = rest


def open_base(question, work):
    base = dnf.Base()
    conf = base.conf
    conf.reposdir, conf.plugins, conf.best, conf.install_weak_deps = [], False, True, False
    conf.cachedir, conf.persistdir, conf.logdir = work + "/cache", work + "/persist", work
    conf.metadata_expire, conf.gpgcheck, conf.zchunk, conf.releasever = 0, False, False, "1"
    if question.root != "/":
        # A copy, as opening the database may write to its folder.
        conf.installroot = work + "/root"
        shutil.copytree(question.root + "/var/lib/rpm", conf.installroot + "/var/lib/rpm")
        if os.path.isdir(question.root + "/usr/lib/sysimage/rpm"):
            shutil.copytree(question.root + "/usr/lib/sysimage/rpm", conf.installroot + "/usr/lib/sysimage/rpm")
    for name, folder, priority in question.repos:
        repo = base.repos.add_new_repo(name, conf, baseurl=["file://" + folder], priority=int(priority), skip_if_unavailable=False)
        if name in question.without:
            repo.excludepkgs = question.without[name]
    base.fill_sack(load_system_repo=True)
    return base


def matching(base, requirement):
    """The packages that meet a requirement; None for a rich one, which only the solver can judge."""
    if requirement.startswith("("):
        return None
    found = base.sack.query().filterm(provides=requirement)
    if not found and requirement.startswith("/"):
        found = base.sack.query().filterm(file=requirement)
    return found


def unmet(base, needs, rpms):
    """Every requirement below the needs that nothing at all provides; what is offered at a wrong version counts as unmet."""
    missing, seen = {}, set()
    queue = [(n, "") for n in needs]
    queue += [(str(r), str(p)) for p in rpms for r in p.requires]
    own = {str(p) for p in rpms}
    while queue:
        requirement, wanted_by = queue.pop(0)
        if requirement in seen or requirement.startswith(("rpmlib(", "solvable:")):
            continue
        seen.add(requirement)
        if requirement.startswith("("):
            found = rich(base, requirement)
        else:
            found = list(matching(base, requirement))
        if not found:
            missing[requirement] = wanted_by
        if any(p is None or p.reponame == "@System" for p in found):
            continue
        for package in found:
            if str(package) not in own:
                queue += [(str(r), str(package)) for r in package.requires]
    return missing


def rich(base, requirement):
    """Whether a rich requirement can be met, as far as its own words tell: a package that meets all of a "with", any of an "or"."""
    inner = requirement.strip()[1:-1]
    for word, combine in ((" with ", set.intersection), (" and ", set.union), (" or ", set.union)):
        if word in inner:
            parts = [set(rich(base, "(" + p.strip("() ") + ")") if re.search(r" (with|and|or) ", p) else
                         matching(base, balanced(p.strip())) or []) for p in inner.split(word)]
            return [] if word == " and " and not all(parts) else list(combine(*parts))
    return [None] if " if " in inner or " unless " in inner else list(matching(base, balanced(inner)) or [])


def balanced(text):
    while text.startswith("(") and text.endswith(")"):
        text = text[1:-1]
    return text + ")" if text.count("(") > text.count(")") else text


def offers(base, requirement):
    for name in dict.fromkeys(re.findall(r"[^\s()]+(?:\([^\s()]+\))?", requirement)):
        if name in ("with", "or", "and", "if") or re.fullmatch(r"[<>=]+|\d\S*", name):
            continue
        for package in base.sack.query().filterm(provides=name):
            for provide in package.provides:
                if str(provide).split(" ")[0] == name:
                    yield f"{provide} ({package})"


def plain(text):
    return re.sub(r"[\t\r\n]+", " ", str(text))


def main():
    question = Question(sys.argv[1])
    work = tempfile.mkdtemp()
    base = open_base(question, work)
    lines, solvable = [], True
    try:
        rpms = base.add_remote_rpms(question.rpms, strict=True) if question.rpms else []
        for package in rpms:
            base.package_install(package)
        for requirement in question.needs:
            selector = dnf.selector.Selector(base.sack)
            found = matching(base, requirement)
            if found is not None and not found:
                print(f"No matching package to install: '{requirement}'")
                solvable = False
            elif found is not None and requirement.startswith("/") and not base.sack.query().filterm(provides=requirement):
                base._goal.install(select=selector.set(file=requirement), optional=False)
            else:
                base._goal.install(select=selector.set(provides=requirement), optional=False)
        try:
            solvable = base.resolve(allow_erasing=False) is not None and solvable
        except dnf.exceptions.DepsolveError as problem:
            print(str(problem).strip())
            lines += ["problem\t" + plain(p) for p in str(problem).strip().splitlines()]
            solvable = False
        if solvable:
            for package in base.transaction.install_set:
                kind, digest = package.chksum or (None, b"")
                where = package.localPkg() if package in rpms else package.location
                checksum = digest.hex() if kind == hawkey.CHKSUM_SHA256 else "-"
                lines.append(f"install\t{package.name}-{package.evr}.{package.arch}\t{checksum}\t"
                             f"{'-' if package in rpms else package.reponame}\t{where}")
            if question.needs or question.rpms:
                print(f"{len(lines)} packages to install")
        else:
            for requirement, wanted_by in unmet(base, question.needs, rpms).items():
                lines.append(f"missing\t{plain(requirement)}\t{plain(wanted_by)}")
                offered = sorted(dict.fromkeys(offers(base, requirement)))
                lines += [f"offer\t{plain(requirement)}\t{plain(o)}" for o in offered[:20]]
                by = f", required by {wanted_by}" if wanted_by else ""
                print(f"nothing provides {requirement}{by}" + (f"; on offer: {', '.join(offered)}" if offered else ""))
        for capability in question.offers:
            offered = sorted(dict.fromkeys(offers(base, capability)))
            lines += [f"offer\t{plain(capability)}\t{plain(o)}" for o in offered[:20]]
    finally:
        base.close()
    os.makedirs(os.path.dirname(sys.argv[2]), exist_ok=True)
    with open(sys.argv[2], "w") as answer:
        answer.write("".join(line + "\n" for line in lines))
    shutil.rmtree(work, ignore_errors=True)
    return 0 if solvable else 1


if __name__ == "__main__":
    sys.exit(main())
