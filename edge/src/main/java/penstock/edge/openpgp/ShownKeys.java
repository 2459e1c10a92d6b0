package penstock.edge.openpgp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.bouncycastle.openpgp.api.OpenPGPKeyReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import penstock.engine.publish.PublicKeys;

/**
 * The public keys that clients are shown, compared with the keys of a folder. They differ when another machine was the owner and changed its
 * keys, or when keys were lost: showing the folder's own then takes keys from clients that labels need, or gives them back keys that were retired.
 */
final class ShownKeys {
    private static final Logger LOG = LoggerFactory.getLogger(ShownKeys.class);

    private static final Pattern BLOCK = Pattern.compile(
            "-----BEGIN PGP PUBLIC KEY BLOCK-----.*?-----END PGP PUBLIC KEY BLOCK-----", Pattern.DOTALL);

    private final String place;
    private final List<String> fingerprints;

    private ShownKeys(String place, List<String> fingerprints) {
        this.place = place;
        this.fingerprints = fingerprints;
    }

    static ShownKeys of(PublicKeys.Shown shown) {
        return new ShownKeys(
                shown.place(),
                BLOCK.matcher(shown.text())
                        .results()
                        .map(MatchResult::group)
                        .flatMap(block -> fingerprint(block, shown.place()).stream())
                        .toList());
    }

    /** Nobody can use what can't be read. */
    private static Optional<String> fingerprint(String block, String place) {
        try {
            return Optional.of(Key.fingerprint(new OpenPGPKeyReader().parseCertificate(block)));
        } catch (IOException | RuntimeException e) {
            // The library has no exception of its own for packets that it cannot read.
            LOG.warn("a public key in {} can't be read, and is shown no more: {}", place, e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Why these must not be shown instead, and what to do; empty when they can be. A new key is not shown yet: no other may be missing.
     *
     * @param accepted the newest first
     * @param retired fingerprints
     * @param folder of the keys, in an operator's words
     */
    Optional<String> differing(List<Key> accepted, Set<String> retired, String folder) {
        List<String> here = accepted.stream().map(Key::fingerprint).toList();
        List<String> lost = fingerprints.stream()
                .filter(shown -> !here.contains(shown) && !retired.contains(shown))
                .toList();
        Set<String> shown = Set.copyOf(fingerprints);
        List<String> withdrawn = here.stream()
                .dropWhile(key -> !shown.contains(key))
                .filter(key -> !shown.contains(key))
                .toList();
        if (lost.isEmpty() && withdrawn.isEmpty()) {
            return Optional.empty();
        }
        List<String> what = new ArrayList<>();
        if (!lost.isEmpty()) {
            what.add("clients are shown keys that are not in " + folder + ": " + joined(lost));
        }
        if (!withdrawn.isEmpty()) {
            what.add("keys in " + folder + " were retired elsewhere: " + joined(withdrawn));
        }
        return Optional.of(String.join(", and ", what)
                + ". Nothing is signed. If another machine was the owner before, copy keys/ from the other machine (all of its data"
                + " folder's keys/, in the place of this one). If this factory was restored, put keys/ back from where private keys"
                + " are kept. If keys are gone for good, or removed on purpose, remove " + place
                + ": clients are then shown what is in keys/, and machines that lack the other keys refuse what these signed until"
                + " it is built again");
    }

    private static String joined(List<String> fingerprints) {
        return String.join(", ", fingerprints);
    }
}
