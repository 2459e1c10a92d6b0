package penstock.edge.openpgp;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import penstock.engine.port.OutsideFailure;
import penstock.engine.publish.Signer;

/** Signs with the newest key of a folder that is not dated in the future, in this process: the private key goes nowhere else. */
public final class OpenPgpSigner implements Signer {
    private final KeyFolder keys;
    private final InstantSource clock;

    public OpenPgpSigner(KeyFolder keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public String sign(byte[] content) throws OutsideFailure {
        Instant now = clock.instant();
        return UnlockedKey.armoured(keys.signing(now).sign(content, now));
    }

    @Override
    public Optional<String> signRpm(Path rpm, Path signed) throws OutsideFailure {
        try {
            Instant now = clock.instant();
            UnlockedKey key = keys.signing(now);
            RpmSignature.write(rpm, signed, header -> key.sign(header, now));
            return Optional.empty();
        } catch (RpmSignature.Unfit e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new OutsideFailure("signing " + rpm + ": " + e, false, e);
        }
    }

    @Override
    public boolean hasSigned(Path rpm) throws OutsideFailure {
        try {
            return SignedFiles.rpm(rpm).equals(keys.signing(clock.instant()).id());
        } catch (IOException e) {
            throw new OutsideFailure("reading the signature of " + rpm + ": " + e, true, e);
        }
    }

    @Override
    public List<String> publicKeys() {
        return keys.publicTexts();
    }
}
