package penstock.version;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** How {@code Release} of a built package is made; the three schemes are DLRN's ({@code release_numbering}). */
public sealed interface ReleaseScheme {
    /** {@code 0.<date>.<short hash>}. */
    record DateHash() implements ReleaseScheme {}

    /** {@code 0.1.<date>.<short hash>}, as Fedora's packaging rules want it of snapshots. */
    record FedoraDateHash() implements ReleaseScheme {}

    /** {@code <minor>.<date>.<short hash>}. */
    record MinorDateHash(int minor) implements ReleaseScheme {}

    /**
     * The value of {@code Release}, without {@code %{?dist}}.
     *
     * @param created when the build was created; whole seconds in UTC go into it, as {@code 20260131235959}
     * @param shortHash the upstream commit's first seven digits
     */
    default String release(Instant created, String shortHash) {
        String prefix = switch (this) {
            case DateHash() -> "0";
            case FedoraDateHash() -> "0.1";
            case MinorDateHash(int minor) -> Integer.toString(minor);
        };
        String date = DateTimeFormatter.ofPattern("yyyyMMddHHmmss")
                .withZone(ZoneOffset.UTC)
                .format(created);
        return prefix + "." + date + "." + shortHash;
    }
}
