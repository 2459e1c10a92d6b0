package penstock.edge.openpgp;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import penstock.engine.port.OutsideFailure;
import penstock.engine.publish.PublicKeys;
import penstock.engine.publish.SigningKey;
import penstock.engine.publish.SigningKeys;

/**
 * The keys in a folder of this process's own ({@link KeyFiles}). The first one is made when there is none. Public keys are shown before
 * their key signs, so that whoever meets a signature can find its key.
 */
public final class KeyFolder implements SigningKeys {
    private static final Logger LOG = LoggerFactory.getLogger(KeyFolder.class);

    private final Settings settings;
    private final KeyFiles files;
    private final PublicKeys published;
    private final InstantSource clock;
    private final ReentrantLock changing = new ReentrantLock();
    private volatile @Nullable State state;

    /**
     * @param folder must not lie in what is published
     * @param owner the user id of keys that are made here
     * @param bits of RSA keys that are made here
     * @param passphrase opens keys that are protected, and protects those that are made here
     */
    public record Settings(Path folder, String owner, int bits, Optional<Passphrase> passphrase) {
        /** GnuPG's own default; as strong as SHA-256, and half the cost of 4096. */
        public static final int USUAL_BITS = 3072;
    }

    /**
     * @param accepted the newest first
     * @param signing the first of them, opened; empty when it can't be
     * @param why it can't be
     */
    private record State(List<Key> accepted, Optional<UnlockedKey> signing, String why) {}

    private KeyFolder(Settings settings, PublicKeys published, InstantSource clock) {
        this.settings = settings;
        this.files = new KeyFiles(settings.folder());
        this.published = published;
        this.clock = clock;
    }

    /** Opens the folder, makes the first key when there is none, and shows the public keys. Only the owner of the data folder may. */
    public static KeyFolder open(Settings settings, PublicKeys published, InstantSource clock) throws OutsideFailure {
        KeyFolder keys = asTheyAre(settings, published, clock);
        if (keys.state().accepted().isEmpty()) {
            keys.rotate();
        }
        return keys;
    }

    /** As {@link #open}, but makes no key: the first one may be one that is added. */
    public static KeyFolder asTheyAre(Settings settings, PublicKeys published, InstantSource clock)
            throws OutsideFailure {
        KeyFolder keys = new KeyFolder(settings, published, clock);
        try {
            keys.files.open();
            List<Key> accepted = keys.read();
            if (accepted.isEmpty()) {
                keys.state = new State(List.of(), Optional.empty(), "");
            } else {
                keys.adopt(accepted);
            }
            return keys;
        } catch (IOException e) {
            throw failure("opening the keys in " + settings.folder(), e);
        }
    }

    /** The keys in a folder that another process may own; none when there is no such folder. */
    public static List<SigningKey> look(Path folder, InstantSource clock) throws OutsideFailure {
        KeyFiles files = new KeyFiles(folder);
        try {
            List<SigningKey> keys = new ArrayList<>();
            for (KeyFiles.Entry entry : files.entries()) {
                keys.add(key(files, entry, clock).described());
            }
            return keys;
        } catch (IOException e) {
            throw failure("reading the keys in " + folder, e);
        }
    }

    private List<Key> read() throws IOException, OutsideFailure {
        List<Key> keys = new ArrayList<>();
        for (KeyFiles.Entry entry : files.entries()) {
            keys.add(key(files, entry, clock));
        }
        return keys;
    }

    private static Key key(KeyFiles files, KeyFiles.Entry entry, InstantSource clock)
            throws IOException, OutsideFailure {
        try {
            return Key.read(files.read(entry), clock.instant());
        } catch (Key.Unusable e) {
            throw new OutsideFailure(
                    "the key in " + entry.file() + " can't be used: " + e.getMessage()
                            + "; put it back from a backup, or take the file away: a new key is made when none is left",
                    false);
        }
    }

    private Key make() {
        LOG.info("making a key of RSA {} for {}", settings.bits(), settings.owner());
        return Key.make(settings.owner(), settings.bits(), settings.passphrase(), clock);
    }

    /** Keeps a new key, which becomes the first. */
    private void take(Key key, List<Key> others) throws IOException, OutsideFailure {
        files.add(key.fingerprint(), key.privateText());
        List<Key> accepted = new ArrayList<>(List.of(key));
        accepted.addAll(others);
        adopt(accepted);
        LOG.info(
                "key {} signs from now on; accepted beside it: {}",
                key.fingerprint(),
                others.stream().map(Key::fingerprint).toList());
    }

    private void adopt(List<Key> accepted) throws OutsideFailure {
        published.show(accepted.stream().map(Key::publicText).toList());
        state = opened(accepted);
    }

    private State opened(List<Key> accepted) {
        try {
            return new State(
                    List.copyOf(accepted), Optional.of(accepted.getFirst().unlock(settings.passphrase())), "");
        } catch (Key.Unusable e) {
            return new State(List.copyOf(accepted), Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    private State state() {
        State now = state;
        if (now == null) {
            throw new IllegalStateException("the keys are not open");
        }
        return now;
    }

    /** Fails when the first key can't sign: it expired, or its passphrase is not there. */
    public void check() throws OutsideFailure {
        signing();
    }

    UnlockedKey signing() throws OutsideFailure {
        State now = state();
        return now.signing()
                .orElseThrow(() -> new OutsideFailure(
                        "the key "
                                + now.accepted().stream()
                                        .map(Key::fingerprint)
                                        .findFirst()
                                        .orElse("that is not there") + " can't sign: " + now.why()
                                + "; see serve: signing: in docs/config.md, or make a new one: penstock key rotate",
                        false));
    }

    List<String> publicTexts() {
        return state().accepted().stream().map(Key::publicText).toList();
    }

    @Override
    public List<SigningKey> keys() {
        return state().accepted().stream().map(Key::described).toList();
    }

    @Override
    public SigningKey rotate() throws OutsideFailure {
        changing.lock();
        try {
            Key key = make();
            take(key, state().accepted());
            return key.described();
        } catch (IOException e) {
            throw failure("keeping a new key in " + settings.folder(), e);
        } finally {
            changing.unlock();
        }
    }

    @Override
    public Imported add(String armoured) throws OutsideFailure {
        changing.lock();
        try {
            Key key = Key.read(armoured, clock.instant());
            if (state().accepted().stream().anyMatch(one -> one.fingerprint().equals(key.fingerprint()))) {
                return new Imported.Refused("the key " + key.fingerprint() + " is here already", "");
            }
            key.unlock(settings.passphrase());
            take(key, state().accepted());
            return new Imported.Added(key.described());
        } catch (Key.Unusable e) {
            return new Imported.Refused(
                    "this key can't sign: " + e.getMessage(),
                    "gpg --armor --export-secret-keys ID writes one; its passphrase is named under serve: signing: of"
                            + " penstock.yaml");
        } catch (IOException e) {
            throw failure("keeping a key in " + settings.folder(), e);
        } finally {
            changing.unlock();
        }
    }

    @Override
    public Optional<String> retire(String fingerprint) throws OutsideFailure {
        changing.lock();
        try {
            List<Key> accepted = state().accepted();
            Optional<Key> found = accepted.stream()
                    .filter(one -> one.fingerprint().equals(fingerprint))
                    .findFirst();
            if (found.isEmpty()) {
                return Optional.of("there is no key " + fingerprint);
            }
            if (found.get() == accepted.getFirst()) {
                return Optional.of("the key " + fingerprint + " is the one that signs; first `penstock key rotate`");
            }
            adopt(accepted.stream().filter(one -> one != found.get()).toList());
            files.retire(fingerprint, found.get().publicText());
            LOG.info("key {} is retired: it is no longer published, its private part is removed", fingerprint);
            return Optional.empty();
        } catch (IOException e) {
            throw failure("retiring a key in " + settings.folder(), e);
        } finally {
            changing.unlock();
        }
    }

    private static OutsideFailure failure(String doing, IOException cause) {
        return new OutsideFailure(doing + ": " + cause, false, cause);
    }
}
