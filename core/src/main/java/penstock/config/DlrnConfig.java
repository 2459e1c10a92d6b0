package penstock.config;

import java.util.Optional;
import penstock.dlrn.ImportSources;

/**
 * What DLRN's API does beside answering.
 *
 * @param line whose API has no name; empty for the only one
 * @param importFrom whose builds may be brought here
 */
public record DlrnConfig(Optional<String> line, ImportSources importFrom) {}
