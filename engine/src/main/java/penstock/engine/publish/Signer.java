package penstock.engine.publish;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import penstock.engine.port.OutsideFailure;

/**
 * Signs what is published with the factory's OpenPGP key. It runs in Penstock's own process: nothing that a build runs can reach it,
 * and what a build wrote is only read.
 */
public interface Signer {
    /** A detached signature of the content, ASCII-armoured: what lies beside {@code repomd.xml} as {@code repomd.xml.asc}. */
    String sign(byte[] content) throws OutsideFailure;

    /**
     * Writes an RPM with its header signed; signatures that it had are gone, everything else stays byte for byte. What it says of its
     * own content is checked first, so that no signature vouches for something else than was read.
     *
     * @param signed the new file; it must not be there yet
     * @return empty when it is signed, else why it can't be: the file is damaged, or no RPM whose header covers its payload
     */
    Optional<String> signRpm(Path rpm, Path signed) throws OutsideFailure;

    /**
     * Whether an RPM's signature names the key that signs now, as a look at the head of the file tells; whether it is good is not checked. False
     * for what has no signature.
     */
    boolean hasSigned(Path rpm) throws OutsideFailure;

    /** The armoured public keys that clients are to accept, the newest first; never empty. */
    List<String> publicKeys() throws OutsideFailure;
}
