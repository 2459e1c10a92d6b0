package penstock.build;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * The digest of everything that decides what comes out of a build. Two builds with one key may share their artifacts.
 *
 * <p>It is made in two steps, because what dnf installs is only known after it was asked:
 *
 * <pre>
 *   inputs = H( source tree, upstream version, generated files, release without its time,
 *               distgit tree, spec if it is not the tree's, target digest, options )
 *   key    = H( inputs, checksums of the RPMs that dnf put into the root )
 * </pre>
 *
 * <p>Every part goes in with its name and its length, so that no two different lists of parts give the same bytes. The time in
 * Release is no input: it tells two builds of the same thing apart, it does not make them different. See
 * docs/decisions/0030-build-keys.md.
 */
public final class BuildKey {
    private static final String FORM = "penstock build key 1";

    private BuildKey() {}

    /**
     * The parts that are known before any dependency is resolved.
     *
     * @param sourceTree git's id of the upstream tree
     * @param upstreamVersion what the spec gets as {@code upstream_version}
     * @param generated files put into the tarball beside the tree, path to content
     * @param releaseWithoutTime the release string with its time left out
     * @param packaging the packaging tree, and what of it is another's
     * @param targetDigest of everything of the target but the dependencies
     * @param options what changes the outcome
     */
    public record Inputs(
            String sourceTree,
            String upstreamVersion,
            SequencedMap<String, byte[]> generated,
            String releaseWithoutTime,
            Packaging packaging,
            String targetDigest,
            BuildOptions options) {}

    /**
     * The packaging that is built.
     *
     * @param tree git's id of its tree
     * @param spec the text that takes the place of the tree's own spec, as a patch that is tried out leaves it; empty for the tree's own
     */
    public record Packaging(String tree, Optional<String> spec) {
        /** A tree as it is. */
        public Packaging(String tree) {
            this(tree, Optional.empty());
        }
    }

    /** The left part of the key: 64 hex digits. */
    public static String inputs(Inputs in) {
        MessageDigest digest = sha256();
        part(digest, "form", FORM);
        part(digest, "source tree", in.sourceTree());
        part(digest, "upstream version", in.upstreamVersion());
        Map<String, byte[]> sorted = new TreeMap<>(in.generated());
        sorted.forEach((path, content) -> part(digest, "generated " + path, content));
        part(digest, "release", in.releaseWithoutTime());
        part(digest, "distgit tree", in.packaging().tree());
        in.packaging().spec().ifPresent(spec -> part(digest, "spec", spec));
        part(digest, "target", in.targetDigest());
        part(digest, "bootstrap", Boolean.toString(in.options().bootstrap()));
        part(digest, "with tests", Boolean.toString(in.options().withTests()));
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * The whole key: 64 hex digits.
     *
     * @param inputs from {@link #inputs}
     * @param rpms the SHA-256 of each RPM that dnf put into the root, in any order; one that is there twice counts once
     */
    public static String key(String inputs, Collection<String> rpms) {
        MessageDigest digest = sha256();
        part(digest, "form", FORM);
        part(digest, "inputs", inputs);
        List<String> sorted = new ArrayList<>(rpms);
        sorted.stream().distinct().sorted().forEach(rpm -> part(digest, "rpm", rpm));
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * The extended hash by which a second build of one pair of commits is told from the first: empty for the first build and for
     * every later one with the same key, else the key's first eight digits (a folder name has {@code _} before it).
     *
     * @param firstKey the key of the first successful build of the pair
     */
    public static String extendedHash(String firstKey, String key) {
        return firstKey.equals(key) ? "" : key.substring(0, 8);
    }

    private static void part(MessageDigest digest, String name, String value) {
        part(digest, name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static void part(MessageDigest digest, String name, byte[] value) {
        byte[] label = (name.length() + ":" + name + "=" + value.length + ":").getBytes(StandardCharsets.UTF_8);
        digest.update(label);
        digest.update(value);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
