package penstock.engine.build;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import penstock.engine.port.OutsideFailure;

/** Reads the header of an RPM file, never its payload and never by running anything of it. */
public interface RpmHeaders {
    /** The header, or empty when the file is not an RPM that can be read. */
    Optional<RpmHeader> read(Path rpm) throws OutsideFailure;

    /**
     * @param evr {@code [epoch:]version-release}
     * @param arch {@code noarch}, {@code x86_64}, ...; {@code src} for a source RPM
     * @param requires as rpm prints them; of a source RPM these are its static build requirements, without {@code rpmlib(...)}
     * @param files full paths, folders included
     */
    record RpmHeader(String name, String evr, String arch, List<String> requires, List<String> files) {
        public RpmHeader {
            requires = List.copyOf(requires);
            files = List.copyOf(files);
        }

        /** {@code name-[epoch:]version-release}. */
        public String nevr() {
            return name + "-" + evr;
        }
    }
}
