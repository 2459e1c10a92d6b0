package penstock.edge.openpgp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.PGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPKeyConverter;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPPrivateKey;
import penstock.engine.port.OutsideFailure;

/** A private key in memory, ready to sign. */
final class UnlockedKey {
    private final PGPPublicKey key;
    private final PGPPrivateKey secret;
    private final PGPContentSignerBuilder signatures;
    private final Optional<Instant> expires;

    /** RSA is left to the JDK, which takes two thirds of the time; Ed25519 to Bouncy Castle, which takes the key as it is. */
    UnlockedKey(PGPKeyPair pair, Optional<Instant> expires) throws PGPException {
        this.key = pair.getPublicKey();
        this.expires = expires;
        int algorithm = key.getAlgorithm();
        if (algorithm == PublicKeyAlgorithmTags.RSA_GENERAL) {
            this.secret = new JcaPGPPrivateKey(key, new JcaPGPKeyConverter().getPrivateKey(pair.getPrivateKey()));
            this.signatures = new JcaPGPContentSignerBuilder(algorithm, HashAlgorithmTags.SHA256);
        } else {
            this.secret = pair.getPrivateKey();
            this.signatures = new BcPGPContentSignerBuilder(algorithm, HashAlgorithmTags.SHA256);
        }
    }

    /** As signatures name it. */
    String id() {
        return Key.id(key.getKeyIdentifier());
    }

    /**
     * A signature of bytes (RFC 9580, 5.2: version 4, type 0x00, SHA-256). It names its key twice, by fingerprint and by id: rpm before
     * 4.17 looks at the id alone.
     */
    PGPSignature sign(byte[] content, Instant now) throws OutsideFailure {
        Instant made = key.getCreationTime().toInstant();
        if (now.isBefore(made)) {
            throw new OutsideFailure(
                    "the signing key " + id() + " is dated " + made + ", and by this machine's clock it is " + now
                            + ": no client takes a signature that is older than its key. Wait until then, set the clock if"
                            + " it is wrong, or make a new key: `penstock key rotate`",
                    true);
        }
        if (expires.filter(end -> !now.isBefore(end)).isPresent()) {
            throw new OutsideFailure(
                    "the signing key expired at " + expires.get() + ": `penstock key rotate` makes a new one", false);
        }
        try {
            PGPSignatureGenerator generator = new PGPSignatureGenerator(signatures, key);
            generator.init(PGPSignature.BINARY_DOCUMENT, secret);
            PGPSignatureSubpacketGenerator signed = new PGPSignatureSubpacketGenerator();
            signed.setSignatureCreationTime(true, Date.from(now));
            signed.setIssuerFingerprint(false, key);
            generator.setHashedSubpackets(signed.generate());
            PGPSignatureSubpacketGenerator hints = new PGPSignatureSubpacketGenerator();
            hints.setIssuerKeyID(false, key.getKeyID());
            generator.setUnhashedSubpackets(hints.generate());
            generator.update(content);
            return generator.generate();
        } catch (PGPException e) {
            throw new IllegalStateException("a key that was checked can't sign", e);
        }
    }

    static String armoured(PGPSignature signature) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (ArmoredOutputStream armour =
                ArmoredOutputStream.builder().clearHeaders().build(text)) {
            signature.encode(armour);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return text.toString(java.nio.charset.StandardCharsets.US_ASCII);
    }

    static byte[] bytes(PGPSignature signature) {
        try {
            return signature.getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
    }
}
