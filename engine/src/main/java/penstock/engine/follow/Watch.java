package penstock.engine.follow;

import penstock.distro.Package;

/** A package to follow, for one release line. */
public record Watch(String line, Package pkg) {}
