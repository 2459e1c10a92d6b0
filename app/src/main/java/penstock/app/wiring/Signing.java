package penstock.app.wiring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import penstock.config.FactoryConfig;
import penstock.edge.openpgp.KeyFolder;
import penstock.edge.openpgp.OpenPgpSigner;
import penstock.edge.openpgp.Passphrase;
import penstock.edge.store.KeyFile;
import penstock.engine.port.OutsideFailure;
import penstock.engine.publish.PublicKeys;
import penstock.engine.publish.Signer;

/** Makes what signs, and the keys that it signs with. */
public final class Signing {
    private static final Logger LOG = LoggerFactory.getLogger(Signing.class);

    private final InstantSource clock;
    private final Map<String, String> environment;

    public Signing(InstantSource clock, Map<String, String> environment) {
        this.clock = clock;
        this.environment = environment;
    }

    /** Empty when nothing is to be signed. Only for the owner of the data folder. */
    public Optional<KeyFolder> open(FactoryConfig config, Path dir) throws OutsideFailure {
        if (!config.serve().signing().on()) {
            LOG.warn("signing is switched off: nobody can tell whether packages were changed on their way");
            return Optional.empty();
        }
        KeyFolder keys = KeyFolder.open(settings(config, dir), published(config, dir), clock);
        keys.check();
        return Optional.of(keys);
    }

    public Signer signer(KeyFolder keys) {
        return new OpenPgpSigner(keys, clock);
    }

    /** The keys as they are, to be changed; none is made. Only for the owner of the data folder. */
    public KeyFolder asTheyAre(FactoryConfig config, Path dir) throws OutsideFailure {
        return KeyFolder.asTheyAre(settings(config, dir), published(config, dir), clock);
    }

    /** Why this machine could not sign if it became the owner now; empty when it could, as far as that can be told. */
    public Optional<String> differing(FactoryConfig config, Path dir) throws OutsideFailure {
        return config.serve().signing().on()
                ? KeyFolder.differing(folder(dir), published(config, dir), clock)
                : Optional.empty();
    }

    private static PublicKeys published(FactoryConfig config, Path dir) throws OutsideFailure {
        return new KeyFile(Storing.of(config, dir).repositories());
    }

    private KeyFolder.Settings settings(FactoryConfig config, Path dir) throws OutsideFailure {
        FactoryConfig.Signing signing = config.serve().signing();
        return new KeyFolder.Settings(folder(dir), signing.owner(), KeyFolder.Settings.USUAL_BITS, passphrase(signing));
    }

    /** Beside what is published, never in it. */
    public static Path folder(Path dir) {
        return dir.resolve("keys");
    }

    /** Where one is named it must be there: without it a new key would lie unprotected, and nobody would notice. */
    private Optional<Passphrase> passphrase(FactoryConfig.Signing signing) throws OutsideFailure {
        if (!signing.passphraseEnv().isEmpty()) {
            String said = environment.getOrDefault(signing.passphraseEnv(), "");
            return Optional.of(
                    passphrase(said, "the environment variable " + signing.passphraseEnv() + " (passphrase_env)"));
        }
        if (signing.passphraseFile().isEmpty()) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(Path.of(signing.passphraseFile()), StandardCharsets.UTF_8)) {
            String said = lines.findFirst().orElse("");
            return Optional.of(passphrase(said, "the file " + signing.passphraseFile() + " (passphrase_file)"));
        } catch (IOException | UncheckedIOException e) {
            throw new OutsideFailure("can't read the passphrase in " + signing.passphraseFile() + ": " + e, false, e);
        }
    }

    private static Passphrase passphrase(String said, String where) throws OutsideFailure {
        if (said.isEmpty()) {
            throw new OutsideFailure(
                    "the passphrase of the signing keys is to be in " + where + ", but it is empty", false);
        }
        return Passphrase.of(said);
    }
}
