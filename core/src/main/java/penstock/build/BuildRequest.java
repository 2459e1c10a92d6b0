package penstock.build;

import java.time.Instant;
import penstock.change.Commit;
import penstock.distro.Package;

/**
 * One package to build at one pair of commits.
 *
 * @param id a UUIDv7, made when the build is created
 * @param line the release line's name
 * @param pkg the package
 * @param source the upstream commit
 * @param distgit the packaging commit
 * @param created the time that goes into Release, whole seconds, strictly rising per package and line; no part of the key
 * @param options what changes the outcome
 */
public record BuildRequest(
        String id, String line, Package pkg, Commit source, Commit distgit, Instant created, BuildOptions options) {}
