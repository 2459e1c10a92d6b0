package penstock.edge.openpgp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import penstock.engine.port.OutsideFailure;
import penstock.engine.publish.Signatures;

/** Reads which keys the signatures of published files name; whether they are good is for clients to check. */
public final class SignedFiles implements Signatures {
    private static final String INDEX = "repodata/repomd.xml.asc";
    /** Folders of RPMs that a repository shares with others. */
    private static final String SHARED = "packages";

    private static final int LARGEST_SIGNATURE = 1 << 16;

    @Override
    public Map<String, Long> in(Path repository) throws OutsideFailure {
        Map<String, Long> signed = new TreeMap<>();
        try {
            Path index = repository.resolve(INDEX);
            if (Files.isRegularFile(index) && Files.size(index) <= LARGEST_SIGNATURE) {
                signed.merge(key(Files.readAllBytes(index)), 1L, Long::sum);
            }
            count(repository, signed);
            for (Path shard : list(repository.resolve(SHARED), "*")) {
                count(shard, signed);
            }
            return signed;
        } catch (IOException e) {
            throw new OutsideFailure("reading the signatures in " + repository + ": " + e, false, e);
        }
    }

    private static void count(Path folder, Map<String, Long> signed) throws IOException {
        for (Path rpm : list(folder, "*.rpm")) {
            signed.merge(rpm(rpm), 1L, Long::sum);
        }
    }

    private static List<Path> list(Path folder, String names) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, names)) {
            all.forEach(found::add);
        } catch (NotDirectoryException | NoSuchFileException noFolder) {
            return found;
        }
        return found;
    }

    /** The id of the key that an RPM's signature names; empty when it has none, or is no RPM. */
    static String rpm(Path rpm) throws IOException {
        try (FileChannel channel = FileChannel.open(rpm, StandardOpenOption.READ)) {
            var signatures = RpmSections.read(channel).tags().signatures();
            return Stream.of(RpmSignature.RSA, RpmSignature.DSA)
                    .flatMap(tag -> signatures.getOptionalTag(tag).stream())
                    .map(SignedFiles::bytes)
                    .map(SignedFiles::key)
                    .findFirst()
                    .orElse("");
        } catch (RpmSignature.Unfit noRpm) {
            return "";
        }
    }

    private static byte[] bytes(Object value) {
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return bytes;
        }
        return value instanceof byte[] bytes ? bytes : new byte[0];
    }

    /** The id that a signature names, armoured or not; empty for what is no signature. */
    private static String key(byte[] signature) {
        try {
            Object first =
                    new BcPGPObjectFactory(PGPUtil.getDecoderStream(new ByteArrayInputStream(signature))).nextObject();
            return first instanceof PGPSignatureList list
                    ? "%016X".formatted(list.get(0).getKeyID())
                    : "";
        } catch (IOException | RuntimeException e) {
            // The library has no exception of its own for packets that it cannot read.
            return "";
        }
    }
}
