package penstock.repo;

/**
 * The metadata of one RPM, made once: what {@link PackageXml} says of it, as UTF-8. The address of the file ({@code href}) differs from
 * repository to repository and goes between the two parts of primary.
 *
 * @param file the name of the RPM file that its header stands for
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Fragments(String file, byte[] primary, byte[] primaryRest, byte[] filelists, byte[] other) {}
