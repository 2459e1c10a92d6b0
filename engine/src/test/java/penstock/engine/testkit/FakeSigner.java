package penstock.engine.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import penstock.engine.port.OutsideFailure;
import penstock.engine.publish.Signer;

/** Signs the texts that fake workbenches call RPMs by a last line that names its key: {@code K key-1}. */
public final class FakeSigner implements Signer {
    private static final String MARK = "K key-";
    /** What it takes for no RPM that can be signed. */
    public static final String UNFIT = "F /unfit";

    private int key = 1;

    /** From now on another key signs. */
    public void rotate() {
        key++;
    }

    @Override
    public String sign(byte[] content) {
        return MARK + key;
    }

    @Override
    public Optional<String> signRpm(Path rpm, Path signed) throws OutsideFailure {
        List<String> lines = new ArrayList<>(lines(rpm));
        if (lines.contains(UNFIT)) {
            return Optional.of("it is unfit");
        }
        lines.removeIf(line -> line.startsWith(MARK));
        lines.add(MARK + key);
        try {
            Files.write(signed, lines);
            return Optional.empty();
        } catch (IOException e) {
            throw new OutsideFailure("writing " + signed, false, e);
        }
    }

    @Override
    public boolean hasSigned(Path rpm) throws OutsideFailure {
        return lines(rpm).contains(MARK + key);
    }

    @Override
    public List<String> publicKeys() {
        return List.of(MARK + key);
    }

    private static List<String> lines(Path rpm) throws OutsideFailure {
        try {
            return Files.readAllLines(rpm);
        } catch (IOException e) {
            throw new OutsideFailure("reading " + rpm, false, e);
        }
    }
}
