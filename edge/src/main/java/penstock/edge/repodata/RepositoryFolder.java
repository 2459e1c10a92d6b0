package penstock.edge.repodata;

import com.google.re2j.Pattern;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import org.apache.commons.compress.compressors.CompressorException;
import org.apache.commons.compress.compressors.CompressorStreamFactory;
import penstock.engine.port.OutsideFailure;
import penstock.require.answer.Packaged;
import penstock.require.answer.PrimaryXml;

/** The packages of a repository, from the {@code primary.xml} in its {@code repodata}, packed or not. */
final class RepositoryFolder {
    private static final Pattern PRIMARY = Pattern.compile("([0-9a-f]+-)?primary\\.xml(\\.(gz|zst|xz|bz2))?");

    /** Debian's and Fedora's largest have some 300 MB. */
    private static final long LARGEST = 2L << 30;

    private static final int MOST_KILOBYTES = 256 << 10;

    private RepositoryFolder() {}

    static OutsideFailure unread(Path folder, IOException e) {
        return new OutsideFailure("cannot read the metadata of the repository " + folder + ": " + e, true, e);
    }

    /** Where the list of packages of a folder with {@code repodata} is. */
    static Optional<Path> primary(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("repodata"))) {
            return files.filter(file -> PRIMARY.matches(String.valueOf(file.getFileName())))
                    .findFirst();
        }
    }

    static List<Packaged> read(Path file) throws IOException, OutsideFailure {
        try (InputStream packed = new BufferedInputStream(Files.newInputStream(file));
                InputStream text = new Bounded(unpacked(file, packed))) {
            return PrimaryXml.read(text);
        } catch (XMLStreamException | CompressorException e) {
            throw new OutsideFailure(file + " is no list of packages: " + e.getMessage(), false, e);
        }
    }

    private static InputStream unpacked(Path file, InputStream packed) throws CompressorException {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".xml")
                ? packed
                : new CompressorStreamFactory(true, MOST_KILOBYTES)
                        .createCompressorInputStream(CompressorStreamFactory.detect(packed), packed, true);
    }

    /** Ends a text that unpacks to more than any repository has. */
    private static final class Bounded extends FilterInputStream {
        private long left = LARGEST;

        Bounded(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            return counted(in.read(), 1);
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = in.read(into, from, length);
            return counted(read, read);
        }

        private int counted(int answer, int bytes) throws IOException {
            left -= answer < 0 ? 0 : bytes;
            if (left < 0) {
                throw new IOException("it unpacks to more than " + LARGEST + " bytes");
            }
            return answer;
        }
    }
}
