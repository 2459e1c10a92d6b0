package penstock.puppet;

import java.time.Instant;

/**
 * A module's archive that is published.
 *
 * @param archive what it is called
 * @param file its content
 * @param created the time of the commit that it was packed from
 * @param metadata the text of its {@code metadata.json}
 */
public record ModuleRelease(ForgeArchive archive, Content file, Instant created, String metadata) {
    /**
     * @param size in bytes
     * @param sha256 64 hex digits
     * @param md5 32 hex digits, which older clients ask for
     */
    public record Content(long size, String sha256, String md5) {}
}
