#!/usr/bin/python3
"""deploy.py PLAN RESULTS: has Puppet deploy on this machine, twice, and makes the checks.

PLAN is a JSON file; RESULTS a folder, which is made, that gets result.json (rewritten after every step, so that it tells how far it came
when this is ended), Puppet's reports, and the lists of packages and modules. Exit status: 0 all held, 1 something did not.
"""
import json
import os
import signal
import socket
import subprocess
import sys
import tarfile
import threading
import time
import urllib.error
import urllib.request
from http.client import HTTPException

MODULES = "/etc/penstock/modules"
MODULE_PATH = [
    MODULES,
    "/usr/share/openstack-puppet/modules",
    "/usr/share/puppet/modules",
    "/etc/puppet/code/modules",
    "/etc/puppetlabs/code/environments/production/modules",
]
# What Facter can't find out in the sandbox, and complains of.
BLOCKED = ["disks", "partitions", "mountpoints", "processors", "dmi", "hypervisors", "networking.dhcp"]
LONGEST = 500


class Failed(Exception):
    """A step that did not hold; says why."""


class Deployment:
    def __init__(self, plan, results):
        self.plan = plan
        self.results = results
        self.steps = []

    def step(self, name, work):
        print(f"==> {name}", flush=True)
        began = time.monotonic()
        message = ""
        try:
            work()
        except (Failed, OSError, HTTPException, subprocess.SubprocessError, tarfile.TarError, ValueError) as failure:
            message = (str(failure) or type(failure).__name__)[:LONGEST]
            print(f"==> failed: {message}", flush=True)
        self.steps.append(
            {"name": name, "ok": not message, "seconds": round(time.monotonic() - began, 2), "message": message})
        self.save()
        return not message

    def save(self):
        beside = os.path.join(self.results, "result.json.new")
        with open(beside, "w") as out:
            json.dump({"steps": self.steps}, out)
        os.replace(beside, os.path.join(self.results, "result.json"))

    def run(self):
        puppet = self.plan["puppet"]
        well = self.step("prepare", self.prepare)
        if well and puppet["noop"]:
            well = self.step("puppet apply --noop", lambda: self.apply(1, ["--noop"], "compiled"))
        elif well:
            well = self.step("puppet apply", lambda: self.apply(1, [], "applied")) and self.step(
                "puppet apply again, which must change nothing", lambda: self.apply(2, [], "unchanged"))
        if well and not puppet["noop"]:
            # All of them: each tells something of its own.
            well = all([self.step(check["words"], lambda check=check: self.check(check)) for check in self.plan["checks"]])
        return well

    def prepare(self):
        os.makedirs(MODULES, exist_ok=True)
        for archive in self.plan["modules"]:
            unpack(archive["file"], os.path.join(MODULES, archive["name"]))
        write("/etc/yum.repos.d/penstock.repo", self.plan["repositories"])
        # rpm's plugin that gives scriptlets namespaces of their own needs what the sandbox does not give.
        write("/etc/rpm/macros.transaction", "%__transaction_unshare %{nil}\n")
        facts = merged(json.loads(self.plan["target_facts"]), json.loads(self.plan["puppet"]["facts"]))
        for folder in ("/etc/facter", "/etc/puppetlabs/facter"):
            write(f"{folder}/facts.d/penstock.json", json.dumps(facts))
            write(f"{folder}/facter.conf", "facts : { blocklist : %s }\n" % json.dumps(BLOCKED))
        with open(os.path.join(self.results, "modules.txt"), "w") as out:
            for line in modules():
                print(line, file=out)
        self.packages("packages-before.txt")

    def packages(self, name):
        with open(os.path.join(self.results, name), "w") as out:
            listed = subprocess.run(["rpm", "-qa"], stdout=subprocess.PIPE, text=True, check=True).stdout
            out.write("\n".join(sorted(listed.split())) + "\n")

    def apply(self, number, more, wanted):
        puppet = self.plan["puppet"]
        report = os.path.join(self.results, f"report-{number}.yaml")
        argv = ["puppet", "apply", "--detailed-exitcodes", "--color=false", "--modulepath", ":".join(MODULE_PATH),
                "--lastrunreport", report, *more]
        if puppet["hiera"]:
            argv += ["--hiera_config", puppet["hiera"]]
        status, told = printed([*argv, puppet["manifest"]])
        self.packages("packages.txt")
        errors = [line for line in told if line.startswith("Error: ") and not line.startswith("Error: Facter: ")]
        if status not in (0, 2):
            raise Failed(errors[0] if errors else f"puppet ended with the status {status}")
        if wanted == "unchanged" and status == 2:
            changed = [line[len("Notice: "):] for line in told if line.startswith("Notice: /Stage[")]
            raise Failed("it changed again: " + ("; ".join(changed[:3]) or "see the report"))

    def check(self, check):
        until = time.monotonic() + check["within"]
        while True:
            try:
                return CHECKS[check["kind"]](check)
            except (Failed, OSError, HTTPException) as failure:
                # A service that is about to start may answer anything, or half of it.
                if time.monotonic() >= until:
                    raise Failed(f"{str(failure) or type(failure).__name__} (tried for {check['within']:g} s)") from failure
            time.sleep(0.2)


def command(check):
    try:
        ended = subprocess.run(["/bin/sh", "-c", check["command"]], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT, timeout=max(check["within"], 1), text=True, errors="replace")
    except subprocess.TimeoutExpired as slow:
        raise Failed("it does not end") from slow
    print(ended.stdout, end="", flush=True)
    if ended.returncode != check["status"]:
        raise Failed(f"it ends with {ended.returncode}, not {check['status']}: {ended.stdout.strip()[-200:]}")
    contained(ended.stdout, check)


def port(check):
    for address in ("127.0.0.1", "::1"):
        try:
            socket.create_connection((address, check["port"]), timeout=2).close()
            return
        except OSError:
            pass
    raise Failed(f"nobody listens on {check['port']}")


class Unfollowed(urllib.request.HTTPRedirectHandler):
    """Takes a redirect for the answer that it is."""

    def redirect_request(self, *_):
        return None


def http(check):
    """Follows redirects, unless one is what is wanted."""
    redirect = 300 <= check["status"] < 400
    opener = urllib.request.build_opener(*([Unfollowed] if redirect else []))
    try:
        with opener.open(check["url"], timeout=5) as answer:
            status, body = answer.status, answer.read(1 << 20)
    except urllib.error.HTTPError as refusal:
        status, body = refusal.code, refusal.read(1 << 20)
    if status != check["status"]:
        raise Failed(f"the answer is {status}, not {check['status']}")
    contained(body.decode(errors="replace"), check)


def contained(text, check):
    if check["contains"] not in text:
        raise Failed(f"'{check['contains']}' is not in {text.strip()[:200]!r}")


CHECKS = {"command": command, "port": port, "http": http}


def printed(argv):
    """Runs a program, hands on what it prints, and keeps it. What it leaves running may hold its output open."""
    told = []
    process = subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                               errors="replace")

    def read():
        for line in process.stdout:
            print(line, end="", flush=True)
            if len(told) < 10000:
                told.append(line.rstrip("\n"))

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    status = process.wait()
    reader.join(2)
    return status, list(told)


def unpack(archive, folder):
    with tarfile.open(archive) as tar:
        for member in tar:
            rest = member.name.partition("/")[2]
            if not rest or ".." in rest.split("/"):
                continue
            to = os.path.join(folder, rest)
            if member.isdir():
                os.makedirs(to, exist_ok=True)
            elif member.isfile():
                os.makedirs(os.path.dirname(to), exist_ok=True)
                with open(to, "wb") as out:
                    out.write(tar.extractfile(member).read())
                os.chmod(to, member.mode & 0o755)


def modules():
    """author-module version folder, a line each, of all that Puppet can see."""
    for folder in MODULE_PATH:
        for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else []:
            try:
                with open(os.path.join(folder, name, "metadata.json")) as file:
                    metadata = json.load(file)
                yield f"{metadata['name'].replace('/', '-')} {metadata['version']} {folder}"
            except (OSError, ValueError, KeyError, TypeError):
                yield f"{name} ? {folder}"


def merged(under, over):
    if not isinstance(under, dict) or not isinstance(over, dict):
        return over
    return {key: merged(under[key], over[key]) if key in under and key in over else over.get(key, under.get(key))
            for key in {**under, **over}}


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as out:
        out.write(text)


def main():
    with open(sys.argv[1]) as file:
        plan = json.load(file)
    os.makedirs(sys.argv[2], exist_ok=True)
    well = Deployment(plan, sys.argv[2]).run()
    sys.stdout.flush()
    # Services that Puppet started would hold this command's output open.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        os.kill(-1, signal.SIGKILL)
    except ProcessLookupError:
        pass
    os._exit(0 if well else 1)


if __name__ == "__main__":
    main()
