package penstock.repo;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;

/**
 * What a label at the top of a line with components shows: the {@code .repo} files that the label has in each component, joined
 * in the order of the components' names, named by their MD5 (DLRN's {@code aggregate_repo_files}; the digest is a name that its
 * clients know, nothing rests on its strength).
 *
 * <pre>
 * current/
 *   delorean.repo, delorean.repo.md5, versions.csv     links
 *   ab/cd/abcd.../delorean.repo, ...                   each state that the label ever had
 * </pre>
 *
 * @param hash 32 hex digits
 * @param repo the joined {@code .repo}
 * @param versions the joined {@code versions.csv}
 */
public record Aggregate(String hash, String repo, String versions) {
    public static final String MD5_FILE = RepoLayout.REPO_FILE + ".md5";

    /** Below the label's folder. */
    public String directory() {
        return hash.substring(0, 2) + "/" + hash.substring(2, 4) + "/" + hash;
    }

    /** @param components by name, what the label shows in each component that has it */
    public static Aggregate of(SortedMap<String, Part> components) {
        StringBuilder repo = new StringBuilder();
        StringBuilder versions = new StringBuilder(VersionsCsv.HEADER);
        for (Part part : components.values()) {
            repo.append(part.repo()).append('\n');
            versions.append(VersionsCsv.rows(part.versions()));
        }
        return new Aggregate(md5(repo.toString()), repo.toString(), versions.toString());
    }

    private static String md5(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has MD5", impossible);
        }
    }

    /** The texts of the two files in the snapshot that a component's label points to. */
    public record Part(String repo, String versions) {}
}
