"""Answers of Python's packaging 23.0: a line of texts on standard input (each UTF-16 in hex), a line of answer on standard output."""

import sys

from packaging._parser import _parse_marker
from packaging._tokenizer import DEFAULT_RULES, Tokenizer
from packaging.markers import Marker, _normalize_extra_values
from packaging.requirements import Requirement
from packaging.specifiers import Specifier, SpecifierSet
from packaging.utils import canonicalize_name, canonicalize_version
from packaging.version import InvalidVersion, Version

# Where 23.0 fails because the text behind === is no version, newer ones say: no pre-release is asked for.
admits = Specifier.prereleases.fget


def admits_or_not(specifier):
    try:
        return admits(specifier)
    except InvalidVersion:
        return False


Specifier.prereleases = property(admits_or_not)


def flag(answer):
    return "T" if answer else "F"


def once(terms):
    """Without doubled parentheses, which packaging would both leave out of the text, and change what it means."""
    if not isinstance(terms, list):
        return terms
    while len(terms) == 1 and isinstance(terms[0], list):
        terms = terms[0]
    return [once(term) for term in terms]


def version(text):
    v = Version(text)
    return "|".join([str(v), canonicalize_version(v), v.public, v.base_version, flag(v.is_prerelease) + flag(v.is_postrelease)])


def order(one, two):
    a, b = Version(one), Version(two)
    return f"{(a > b) - (a < b)} {flag(a == b and hash(a) == hash(b))}"


def specifier(text):
    s = Specifier(text)
    return f"{s}|{s.operator}|{s.version}|{flag(s.prereleases)}"


def contains(bounds, text):
    s, v = SpecifierSet(bounds), Version(text)
    return f"{s}|{flag(s.contains(v))}{flag(s.contains(v, True))}{flag(s.contains(v, False))}"


def sets(one, two):
    a, b = SpecifierSet(one), SpecifierSet(two)
    return f"{a}|{b}|{flag(a == b and hash(a) == hash(b))}"


def marker(text, full, machine, kernel, extra):
    # Marker(text) itself passes over what stands after the end; here it is read as far as a requirement has to be.
    tokens = Tokenizer(text, rules=DEFAULT_RULES)
    terms = _parse_marker(tokens)
    tokens.expect("END", expected="end")
    m = Marker.__new__(Marker)
    m._markers = _normalize_extra_values(terms)
    environment = {
        "implementation_name": "cpython",
        "implementation_version": full,
        "os_name": "posix",
        "platform_machine": machine,
        "platform_release": kernel,
        "platform_system": "Linux",
        "platform_version": "#1 SMP Debian 6.1.90-1",
        "python_full_version": full,
        "platform_python_implementation": "CPython",
        "python_version": ".".join(full.split(".")[:2]),
        "sys_platform": "linux",
        "extra": extra,
    }
    try:
        holds = flag(m.evaluate(environment))
    except Exception:
        holds = "ERROR"
    m._markers = once(m._markers)
    return f"{m}|{holds}"


def requirement(text):
    r = Requirement(text)
    if r.marker:
        r.marker._markers = once(r.marker._markers)
    return "|".join([str(r), r.name, ",".join(sorted(r.extras)), str(r.specifier), r.url or "", str(r.marker or "")])


def name(text):
    return canonicalize_name(text)


def escaped(text):
    units = text.encode("utf-16-be", "surrogatepass")
    numbers = (256 * units[i] + units[i + 1] for i in range(0, len(units), 2))
    return "".join(chr(n) if 32 <= n <= 126 and n != 92 else f"\\u{n:04x}" for n in numbers)


answer = globals()[sys.argv[1]]
for line in sys.stdin:
    texts = [bytes.fromhex(text[1:]).decode("utf-16-be", "surrogatepass") for text in line.split()]
    try:
        print(escaped(answer(*texts)))
    except Exception:
        print("ERROR")
