package penstock.edge.openpgp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.KeyIdentifier;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPKeyRingGenerator;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.api.OpenPGPCertificate;
import org.bouncycastle.openpgp.api.OpenPGPCertificate.OpenPGPComponentKey;
import org.bouncycastle.openpgp.api.OpenPGPKey;
import org.bouncycastle.openpgp.api.OpenPGPKey.OpenPGPSecretKey;
import org.bouncycastle.openpgp.api.OpenPGPKeyReader;
import org.bouncycastle.openpgp.operator.PBESecretKeyEncryptor;
import org.bouncycastle.openpgp.operator.PGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPairGeneratorProvider;
import penstock.engine.publish.SigningKey;

/**
 * A private key with everything that belongs to it, as one ASCII-armoured text (a transferable secret key). What signs is its newest valid
 * subkey that may sign, as GnuPG chooses, else the primary key.
 */
final class Key {
    static final int LARGEST_TEXT = 1 << 20;
    /** The packets that every rpm since 4.14 reads; it knows no later version. */
    private static final int VERSION = 4;

    private static final int LEAST_BITS = 2048;
    /** Iterations of the passphrase's digest (RFC 9580, 3.7.1.3): 65,011,712 bytes, the most that the octet can say. */
    private static final int ITERATIONS = 0xff;

    private final OpenPGPKey key;
    /** Empty when it expired, or was never any good here. */
    private final Optional<OpenPGPSecretKey> signing;

    private Key(OpenPGPKey key, Optional<OpenPGPSecretKey> signing) {
        this.key = key;
        this.signing = signing;
    }

    /** Why a text holds no key that can sign here; the message is for whoever wrote it. */
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1;

        Unusable(String message) {
            super(message);
        }
    }

    /** Makes an RSA key that certifies and signs. The passphrase, if any, protects it in its text. */
    static Key make(String owner, int bits, Optional<Passphrase> passphrase, InstantSource clock) {
        try {
            Instant now = clock.instant();
            Date made = Date.from(now);
            PGPKeyPair pair =
                    new BcPGPKeyPairGeneratorProvider().get(VERSION, made).generateRsaKeyPair(bits);
            PGPSignatureSubpacketGenerator says = new PGPSignatureSubpacketGenerator();
            says.setKeyFlags(true, KeyFlags.CERTIFY_OTHER | KeyFlags.SIGN_DATA);
            says.setPreferredHashAlgorithms(
                    false, new int[] {HashAlgorithmTags.SHA256, HashAlgorithmTags.SHA512, HashAlgorithmTags.SHA384});
            says.setPrimaryUserID(false, true);
            says.setSignatureCreationTime(true, made);
            PGPDigestCalculatorProvider digests = new BcPGPDigestCalculatorProvider();
            PBESecretKeyEncryptor lock =
                    passphrase.map(secret -> lock(digests, secret)).orElse(null);
            PGPKeyRingGenerator ring = new PGPKeyRingGenerator(
                    PGPSignature.POSITIVE_CERTIFICATION,
                    pair,
                    owner,
                    digests.get(HashAlgorithmTags.SHA1),
                    says.generate(),
                    null,
                    new BcPGPContentSignerBuilder(pair.getPublicKey().getAlgorithm(), HashAlgorithmTags.SHA256),
                    lock);
            return of(new OpenPGPKey(ring.generateSecretKeyRing()), now);
        } catch (PGPException | Unusable e) {
            throw new IllegalStateException("an RSA key can't be made", e);
        }
    }

    private static PBESecretKeyEncryptor lock(PGPDigestCalculatorProvider digests, Passphrase secret) {
        try {
            return new BcPBESecretKeyEncryptorBuilder(
                            SymmetricKeyAlgorithmTags.AES_256, digests.get(HashAlgorithmTags.SHA256), ITERATIONS)
                    .build(secret.characters());
        } catch (PGPException e) {
            throw new IllegalStateException("SHA-256 is not there", e);
        }
    }

    static Key read(String armoured, Instant now) throws Unusable {
        if (armoured.length() > LARGEST_TEXT) {
            throw new Unusable("it is larger than a key can be");
        }
        if (!armoured.contains("-----BEGIN PGP PRIVATE KEY BLOCK-----")) {
            throw new Unusable("it is no ASCII-armoured private key");
        }
        List<OpenPGPKey> keys;
        try {
            keys = new OpenPGPKeyReader().parseKeys(armoured);
        } catch (IOException | RuntimeException e) {
            // The library has no exception of its own for packets that it cannot read.
            throw new Unusable("it can't be read: " + e.getMessage());
        }
        if (keys.size() != 1) {
            throw new Unusable("there must be exactly one key in it, not " + keys.size());
        }
        return of(keys.getFirst(), now);
    }

    private static Key of(OpenPGPKey key, Instant now) throws Unusable {
        if (key.getPrimaryKey().getPGPPublicKey().getVersion() != VERSION) {
            throw new Unusable("it is no key of version 4, the only one that dnf and rpm know everywhere");
        }
        Instant made = key.getKeys().stream()
                .map(component -> component.getCreationTime().toInstant())
                .max(Comparator.naturalOrder())
                .orElse(now);
        Optional<OpenPGPSecretKey> signing = signing(key, now);
        // A clock that ran ahead when the key was made: it is no worse for that, but must wait.
        return new Key(key, signing.isEmpty() && now.isBefore(made) ? signing(key, made) : signing);
    }

    private static Optional<OpenPGPSecretKey> signing(OpenPGPKey key, Instant at) {
        return key.getSigningKeys(Date.from(at)).stream()
                .filter(component -> isKnownToRpm(component.getPGPPublicKey()))
                .flatMap(component -> secret(key, component).stream())
                .max(Comparator.comparing(OpenPGPComponentKey::getCreationTime)
                        .thenComparing(component -> !component.isPrimaryKey()));
    }

    private static boolean isKnownToRpm(PGPPublicKey candidate) {
        return isRsa(candidate)
                ? candidate.getBitStrength() >= LEAST_BITS
                : candidate.getAlgorithm() == PublicKeyAlgorithmTags.EDDSA_LEGACY;
    }

    private static boolean isRsa(PGPPublicKey candidate) {
        return candidate.getAlgorithm() == PublicKeyAlgorithmTags.RSA_GENERAL;
    }

    private static Optional<OpenPGPSecretKey> secret(OpenPGPKey key, OpenPGPComponentKey component) {
        return Optional.ofNullable(key.getSecretKey(component))
                .filter(secret -> !secret.getPGPSecretKey().isPrivateKeyEmpty());
    }

    /** The private key's own text, as protected as it was. */
    String privateText() {
        return armoured(key);
    }

    /** What clients need. */
    String publicText() {
        return armoured(key.toCertificate());
    }

    private static String armoured(OpenPGPCertificate any) {
        try {
            return any.toAsciiArmoredString() + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
    }

    String fingerprint() {
        return fingerprint(key);
    }

    static String fingerprint(OpenPGPCertificate any) {
        return HexFormat.of().withUpperCase().formatHex(any.getFingerprint());
    }

    /** Its signatures can't be older. */
    Instant signsFrom() {
        return signing.<OpenPGPComponentKey>map(secret -> secret)
                .orElse(key.getPrimaryKey())
                .getCreationTime()
                .toInstant();
    }

    SigningKey described() {
        OpenPGPComponentKey component =
                signing.<OpenPGPComponentKey>map(secret -> secret).orElse(key.getPrimaryKey());
        PGPPublicKey used = component.getPGPPublicKey();
        List<String> owners =
                key.getAllUserIds().stream().map(id -> id.getUserId()).toList();
        return new SigningKey(
                fingerprint(),
                owners.isEmpty() ? "" : owners.getFirst(),
                isRsa(used) ? "RSA " + used.getBitStrength() : "Ed25519",
                key.getPrimaryKey().getCreationTime().toInstant(),
                expires(component),
                signing.filter(OpenPGPSecretKey::isLocked).isPresent(),
                key.getAllKeyIdentifiers().stream().map(Key::id).toList());
    }

    static String id(KeyIdentifier identifier) {
        return "%016X".formatted(identifier.getKeyId()).toUpperCase(Locale.ROOT);
    }

    private static Optional<Instant> expires(OpenPGPComponentKey component) {
        long seconds = component.getPGPPublicKey().getValidSeconds();
        return seconds == 0
                ? Optional.empty()
                : Optional.of(component.getCreationTime().toInstant().plusSeconds(seconds));
    }

    /** Makes the key ready to sign. */
    UnlockedKey unlock(Optional<Passphrase> passphrase) throws Unusable {
        OpenPGPSecretKey secret = signing.orElseThrow(
                () -> new Unusable("it has no private key that may sign and is valid" + " now, RSA of at least "
                        + LEAST_BITS + " bits or Ed25519, with self-signatures by SHA-256 or better"));
        if (secret.isLocked() && passphrase.isEmpty()) {
            throw new Unusable("it is protected by a passphrase, and none is configured");
        }
        try {
            char[] characters =
                    secret.isLocked() ? passphrase.map(Passphrase::characters).orElse(null) : null;
            return new UnlockedKey(secret.unlock(characters).getKeyPair(), expires(secret));
        } catch (PGPException e) {
            throw new Unusable("the configured passphrase does not open it");
        }
    }
}
