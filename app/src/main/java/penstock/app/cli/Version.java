package penstock.app.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {
    static final String PENSTOCK = "0.1.0";

    @Override
    public String[] getVersion() {
        return new String[] {"penstock " + PENSTOCK + " (Java " + Runtime.version() + ")"};
    }
}
