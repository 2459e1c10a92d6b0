package penstock.repo;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The text of a line's {@code delorean-deps.repo}: where what its packages need comes from that the line does not build, as DLRN's users
 * fetch it beside {@code delorean.repo}.
 *
 * <p>It says what the target was told and nothing more: which keys sign those repositories is not known here, so {@code gpgcheck} is left to
 * the dnf of whoever uses the file, and so are priorities. Addresses that only this machine has are left out.
 */
public final class DependencyFile {
    private DependencyFile() {}

    /**
     * @param repositories base URLs of the target's repositories, the preferred first
     * @param release what {@code $releasever} is in the target
     * @return empty when there is no repository that others can reach
     */
    public static Optional<String> text(List<String> repositories, String release) {
        List<String> sections = new ArrayList<>();
        for (String repository : repositories) {
            address(repository.replace("$releasever", release)).ifPresent(address -> {
                String id = "delorean-deps-" + (sections.size() + 1);
                sections.add("[" + id + "]\nname=" + id + "\nbaseurl=" + address + "\nenabled=1\n");
            });
        }
        return sections.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", sections));
    }

    /** Without a password, and with dnf's variables as they are. */
    private static Optional<String> address(String url) {
        if (!url.matches("(?i)https?://\\S+")) {
            return Optional.empty();
        }
        try {
            URI uri = URI.create(url.replace("$", "%24"));
            String host = uri.getHost();
            String user = uri.getRawUserInfo();
            return host == null
                    ? Optional.empty()
                    : Optional.of(user == null ? url : url.replaceFirst("//[^/@]*@", "//"));
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }
}
