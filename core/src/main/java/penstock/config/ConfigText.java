package penstock.config;

import java.util.Optional;

/** {@code penstock.yaml} as text: read into a {@link FactoryConfig}, and printed in full with every default. */
public final class ConfigText {
    private ConfigText() {}

    /**
     * Reads a configuration. Every mistake is found at once; a key that is not known is an error.
     *
     * @param file what the user calls it
     */
    public static ConfigReading read(String file, byte[] text) {
        return new ConfigReader(file).read(text, Optional.empty());
    }

    /**
     * The same for a file that need not say which distribution it is about.
     *
     * @param repository used when the text has no {@code distribution}
     */
    public static ConfigReading read(String file, byte[] text, String repository) {
        return new ConfigReader(file).read(text, Optional.of(repository));
    }

    /**
     * The effective configuration as YAML; reading it gives an equal configuration.
     *
     * @param masked whether passwords in URLs are replaced by asterisks
     */
    public static String show(FactoryConfig config, boolean masked) {
        return new ConfigPrinter(masked).print(config);
    }
}
