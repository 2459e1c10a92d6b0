package penstock.edge.openpgp;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPSignature;
import org.eclipse.packager.rpm.RpmSignatureTag;
import org.eclipse.packager.rpm.RpmTag;
import org.eclipse.packager.rpm.Rpms;
import org.eclipse.packager.rpm.header.Header;
import org.eclipse.packager.rpm.header.Headers;
import org.eclipse.packager.rpm.parse.HeaderValue;
import org.eclipse.packager.rpm.parse.InputHeader;
import org.jspecify.annotations.Nullable;
import penstock.engine.port.OutsideFailure;

/**
 * A signature of an RPM is over its header (rpm's {@code RPMSIGTAG_RSA}, {@code RPMSIGTAG_DSA}), and the header has the digest of the payload:
 * rpm's own way since 4.14. The older signatures over header and payload together are left out, as rpmsign does where that digest is there.
 * Only the signature header is written anew; the package's own digests in it stay.
 */
final class RpmSignature {
    static final int DSA = 267;
    static final int RSA = 268;
    private static final int SHA256_HEADER = 273;

    /** Signatures of any kind, the region that is made anew with the header, and the space that is kept free for signatures. */
    private static final Set<Integer> REPLACED = Set.of(62, 259, 262, DSA, RSA, 278, 1002, 1005, 1008);

    private static final int PAYLOAD_DIGEST = 5092;
    private static final int PAYLOAD_DIGEST_ALGORITHM = 5093;
    private static final int SHA256 = 8;

    private RpmSignature() {}

    /** Why a file can't be signed. */
    static final class Unfit extends Exception {
        private static final long serialVersionUID = 1;

        Unfit(String message) {
            super(message);
        }
    }

    interface HeaderSigner {
        PGPSignature sign(byte[] header) throws OutsideFailure;
    }

    static void write(Path rpm, Path signed, HeaderSigner signer) throws IOException, OutsideFailure, Unfit {
        try (FileChannel channel = FileChannel.open(rpm, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            RpmSections sections = RpmSections.read(channel);
            RpmSections.Tags tags = sections.tags();
            byte[] header = sections.header();
            checkHeader(tags.signatures(), header);
            String payload = payloadDigest(tags.header());
            byte[] signature = signatureHeader(tags.signatures(), signer.sign(header));
            boolean whole = false;
            try (OutputStream out =
                    new BufferedOutputStream(Files.newOutputStream(signed, StandardOpenOption.CREATE_NEW), 1 << 16)) {
                out.write(sections.lead());
                out.write(signature);
                out.write(header);
                checkPayload(payload, copy(Channels.newInputStream(channel), out));
                whole = true;
            } finally {
                if (!whole) {
                    Files.deleteIfExists(signed);
                }
            }
        }
    }

    private static void checkHeader(InputHeader<RpmSignatureTag> signatures, byte[] header) throws Unfit {
        Optional<Object> said = signatures.getOptionalTag(SHA256_HEADER);
        if (said.isPresent() && !said.get().equals(HexFormat.of().formatHex(sha256().digest(header)))) {
            throw new Unfit("its header is not the one that it has the digest of");
        }
    }

    private static String payloadDigest(InputHeader<RpmTag> header) throws Unfit {
        boolean sha256 = header.getOptionalTag(PAYLOAD_DIGEST_ALGORITHM)
                .map(RpmSignature::ints)
                .filter(algorithm -> algorithm.length == 1 && algorithm[0] == SHA256)
                .isPresent();
        return header.getOptionalTag(PAYLOAD_DIGEST)
                .filter(digest -> sha256)
                .map(digest -> digest instanceof String[] many && many.length == 1 ? many[0] : digest)
                .map(String::valueOf)
                .orElseThrow(
                        () -> new Unfit("its header has no SHA-256 of its payload, so that a signature would not cover"
                                + " it; rpm 4.14 and newer write it"));
    }

    private static void checkPayload(String said, String found) throws Unfit {
        if (!said.equals(found)) {
            throw new Unfit("its payload is not the one that its header has the digest of");
        }
    }

    private static String copy(InputStream in, OutputStream out) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[1 << 16];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            digest.update(buffer, 0, read);
            out.write(buffer, 0, read);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Padded, so that the header can follow. */
    private static byte[] signatureHeader(InputHeader<RpmSignatureTag> old, PGPSignature signature)
            throws IOException, Unfit {
        Header<RpmSignatureTag> made = new Header<>();
        for (Map.Entry<Integer, HeaderValue> tag : new TreeMap<>(old.getRawTags()).entrySet()) {
            if (!REPLACED.contains(tag.getKey())) {
                put(made, tag.getKey(), tag.getValue().getValue());
            }
        }
        made.putBlob(
                signature.getKeyAlgorithm() == PublicKeyAlgorithmTags.RSA_GENERAL ? RSA : DSA,
                UnlockedKey.bytes(signature));
        ByteBuffer rendered = Headers.render(made.makeEntries(), true, Rpms.IMMUTABLE_TAG_SIGNATURE);
        int length = rendered.remaining();
        byte[] padded = new byte[length + Rpms.padding(length)];
        rendered.get(padded, 0, length);
        return padded;
    }

    private static void put(Header<RpmSignatureTag> to, int tag, @Nullable Object value) throws Unfit {
        switch (value) {
            case String text -> to.putString(tag, text);
            case String[] texts -> to.putStringArray(tag, texts);
            case byte[] bytes -> to.putBlob(tag, bytes);
            case ByteBuffer bytes -> to.putBlob(tag, bytes);
            case Integer one -> to.putInt(tag, one);
            case Integer[] many -> to.putInt(tag, ints(many));
            case Long one -> to.putLong(tag, one);
            case null, default -> throw new Unfit("tag " + tag + " of its signature header is of an unknown kind");
        }
    }

    private static int[] ints(Object value) {
        return switch (value) {
            case Integer one -> new int[] {one};
            case Integer[] many ->
                java.util.Arrays.stream(many).mapToInt(Integer::intValue).toArray();
            default -> new int[0];
        };
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
