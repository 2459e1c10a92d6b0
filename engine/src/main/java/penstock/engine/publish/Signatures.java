package penstock.engine.publish;

import java.nio.file.Path;
import java.util.Map;
import penstock.engine.port.OutsideFailure;

/** Which keys signed what is published. */
public interface Signatures {
    /**
     * The files of a repository's folder that are signed: its RPMs and the signature of its index, by the key's id (16 upper case hex digits)
     * that each signature names; empty text for RPMs without a signature.
     */
    Map<String, Long> in(Path repository) throws OutsideFailure;
}
