package penstock.edge.store;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import penstock.engine.port.ArtifactStore;
import penstock.engine.port.OutsideFailure;
import penstock.engine.publish.PackageHeaders;
import penstock.repo.Fragments;
import penstock.repo.PackageXml;

/**
 * The metadata of RPMs, made from an RPM's header when it is first asked for and kept in a folder under the RPM's SHA-256. A kept file
 * checks itself (gzip's CRC), so it needs no sync: what a power cut spoiled is made anew.
 */
final class KeptFragments {
    /** Part of the files' names: another form of them is another name. */
    private static final String FORM = ".1";

    private static final int LARGEST = 256 << 20;

    private final Path folder;
    private final ArtifactStore store;
    private final PackageHeaders headers;

    KeptFragments(Path folder, ArtifactStore store, PackageHeaders headers) {
        this.folder = folder;
        this.store = store;
        this.headers = headers;
    }

    /** The metadata of an RPM of the store, whose header must say that it is called so. */
    Fragments of(String file, String sha256) throws OutsideFailure {
        Path kept = folder.resolve(sha256.substring(0, 2)).resolve(sha256 + FORM);
        try {
            Optional<Fragments> known = read(kept);
            Fragments fragments = known.isPresent() ? known.get() : make(file, sha256);
            if (!fragments.file().equals(file)) {
                throw new OutsideFailure(
                        "the file " + file + " says of itself that it is " + Printable.of(fragments.file()), false);
            }
            if (known.isEmpty()) {
                keep(kept, fragments);
            }
            return fragments;
        } catch (IOException failure) {
            throw Durable.failure("making the metadata of " + file, failure);
        }
    }

    private Fragments make(String file, String sha256) throws OutsideFailure, IOException {
        Path rpm = store.findVerified(sha256)
                .orElseThrow(() -> new OutsideFailure(
                        "making the metadata of " + file + ": the artifact store does not have " + sha256
                                + ", or what it had is damaged",
                        false));
        long modified = Files.getLastModifiedTime(rpm).toInstant().getEpochSecond();
        return headers.describe(rpm)
                .map(described -> PackageXml.of(described, sha256, modified))
                .orElseThrow(() -> new OutsideFailure(file + " is no RPM that can be read", false));
    }

    private static Optional<Fragments> read(Path kept) throws IOException {
        try (InputStream file = Files.newInputStream(kept);
                DataInputStream in = new DataInputStream(new GZIPInputStream(file, 1 << 14))) {
            String name = in.readUTF();
            Fragments fragments = new Fragments(name, bytes(in), bytes(in), bytes(in), bytes(in));
            return in.read() < 0 ? Optional.of(fragments) : Optional.empty();
        } catch (NoSuchFileException notMade) {
            return Optional.empty();
        } catch (java.nio.file.FileSystemException failure) {
            throw failure;
        } catch (IOException spoiled) {
            return Optional.empty();
        }
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LARGEST) {
            throw new IOException("no length: " + length);
        }
        return in.readNBytes(length);
    }

    private static void keep(Path kept, Fragments fragments) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(bytes))) {
            out.writeUTF(fragments.file());
            for (byte[] part :
                    new byte[][] {fragments.primary(), fragments.primaryRest(), fragments.filelists(), fragments.other()
                    }) {
                out.writeInt(part.length);
                out.write(part);
            }
        }
        Files.createDirectories(kept.getParent());
        Path made = kept.resolveSibling(UUID.randomUUID() + ".part");
        Files.write(made, bytes.toByteArray());
        Files.move(made, kept, StandardCopyOption.ATOMIC_MOVE);
    }
}
