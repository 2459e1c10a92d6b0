package penstock.edge.rpm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import penstock.engine.build.RpmHeaders;
import penstock.engine.port.OutsideFailure;
import penstock.engine.publish.PackageHeaders;
import penstock.repo.RpmPackage;

/**
 * Reads headers of RPM files, which may be forged: see {@link HeaderSection}. Tags are those of rpm's {@code rpmtag.h}.
 */
public final class RpmFile implements RpmHeaders, PackageHeaders {
    private static final int NAME = 1000;
    private static final int VERSION = 1001;
    private static final int RELEASE = 1002;
    private static final int EPOCH = 1003;
    private static final int ARCH = 1022;
    private static final int SOURCE_RPM = 1044;
    private static final int REQUIRE_FLAGS = 1048;
    private static final int REQUIRE_NAME = 1049;
    private static final int REQUIRE_VERSION = 1050;
    private static final int DIR_INDEXES = 1116;
    private static final int BASE_NAMES = 1117;
    private static final int DIR_NAMES = 1118;

    private static final int LESS = 2;
    private static final int GREATER = 4;
    private static final int EQUAL = 8;

    @Override
    public Optional<RpmHeader> read(Path rpm) throws OutsideFailure {
        return reading(rpm, both -> header(both.header()));
    }

    @Override
    public Optional<RpmPackage> describe(Path rpm) throws OutsideFailure {
        return reading(rpm, RpmDescription::of);
    }

    private static <T> Optional<T> reading(Path rpm, Function<HeaderSection.Both, T> read) throws OutsideFailure {
        try {
            return HeaderSection.read(rpm).map(read);
        } catch (IOException e) {
            throw new OutsideFailure("cannot read " + rpm + ": " + e, false, e);
        } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException forged) {
            return Optional.empty();
        }
    }

    private static RpmHeader header(HeaderSection raw) {
        var epoch = raw.has(EPOCH) ? raw.numbers(EPOCH)[0] + ":" : "";
        return new RpmHeader(
                raw.text(NAME),
                epoch + raw.text(VERSION) + "-" + raw.text(RELEASE),
                raw.has(SOURCE_RPM) ? raw.text(ARCH) : "src",
                requires(raw),
                files(raw));
    }

    private static List<String> requires(HeaderSection raw) {
        var names = raw.texts(REQUIRE_NAME);
        var versions = raw.texts(REQUIRE_VERSION);
        var flags = raw.numbers(REQUIRE_FLAGS);
        var out = new ArrayList<String>();
        for (int i = 0; i < names.size(); i++) {
            if (!names.get(i).startsWith("rpmlib(")) {
                out.add(relation(names.get(i), (int) flags[i], versions.get(i)));
            }
        }
        return out.stream().distinct().toList();
    }

    static String relation(String name, int flags, String version) {
        if (version.isEmpty()) {
            return name;
        }
        var sign = ((flags & LESS) != 0 ? "<" : "")
                + ((flags & GREATER) != 0 ? ">" : "")
                + ((flags & EQUAL) != 0 ? "=" : "");
        return name + " " + sign + " " + version;
    }

    private static List<String> files(HeaderSection raw) {
        return FilePaths.of(raw.texts(DIR_NAMES), raw.numbers(DIR_INDEXES), raw.texts(BASE_NAMES));
    }
}
