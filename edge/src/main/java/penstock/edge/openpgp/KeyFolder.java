package penstock.edge.openpgp;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
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
     * @param opened those that were to sign, by fingerprint
     */
    private record State(List<Key> accepted, Map<String, Opened> opened) {
        State(List<Key> accepted) {
            this(List.copyOf(accepted), new ConcurrentHashMap<>());
        }
    }

    /**
     * @param key empty when it can't sign
     * @param why it can't
     */
    private record Opened(Optional<UnlockedKey> key, String why) {}

    private KeyFolder(Settings settings, PublicKeys published, InstantSource clock) {
        this.settings = settings;
        this.files = new KeyFiles(settings.folder());
        this.published = published;
        this.clock = clock;
    }

    /**
     * Opens the folder, makes the first key when there is none, and shows the public keys. Only the owner of the data folder may. Fails when
     * clients are shown other keys, as by an owner on another machine: which are to be accepted is for a person to say.
     */
    public static KeyFolder open(Settings settings, PublicKeys published, InstantSource clock) throws OutsideFailure {
        KeyFolder keys = asTheyAre(settings, published, clock);
        if (keys.state().accepted().isEmpty()) {
            keys.rotate();
        } else {
            try {
                keys.mustAgree(keys.state().accepted(), Set.of());
            } catch (IOException e) {
                throw failure("reading the keys in " + settings.folder(), e);
            }
            keys.adopt(keys.state().accepted());
        }
        return keys;
    }

    /** As {@link #open}, but makes no key and shows none, so that keys can be changed. */
    public static KeyFolder asTheyAre(Settings settings, PublicKeys published, InstantSource clock)
            throws OutsideFailure {
        KeyFolder keys = new KeyFolder(settings, published, clock);
        try {
            keys.files.open();
            keys.state = new State(read(keys.files, clock));
            return keys;
        } catch (IOException e) {
            throw failure("opening the keys in " + settings.folder(), e);
        }
    }

    /** Why {@link #open} would not take the keys in a folder, as long as another process is the owner; empty when it would. */
    public static Optional<String> differing(Path folder, PublicKeys published, InstantSource clock)
            throws OutsideFailure {
        KeyFiles files = new KeyFiles(folder);
        try {
            return ShownKeys.of(published.shown()).differing(read(files, clock), files.retired(), folder.toString());
        } catch (IOException e) {
            throw failure("reading the keys in " + folder, e);
        }
    }

    /** The keys in a folder that another process may own; none when there is no such folder. */
    public static List<SigningKey> look(Path folder, InstantSource clock) throws OutsideFailure {
        KeyFiles files = new KeyFiles(folder);
        try {
            return described(read(files, clock), clock.instant());
        } catch (IOException e) {
            throw failure("reading the keys in " + folder, e);
        }
    }

    private static List<Key> read(KeyFiles files, InstantSource clock) throws IOException, OutsideFailure {
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
                            + "; put it back from a backup, or take the file away: the next start says how to go on without it",
                    false);
        }
    }

    private Key make() {
        LOG.info("making a key of RSA {} for {}", settings.bits(), settings.owner());
        return Key.make(settings.owner(), settings.bits(), settings.passphrase(), clock);
    }

    /** Keeps a new key, which becomes the first. */
    private void take(Key key, List<Key> others) throws IOException, OutsideFailure {
        List<Key> accepted = new ArrayList<>(List.of(key));
        accepted.addAll(others);
        mustAgree(accepted, Set.of());
        files.add(key.fingerprint(), key.privateText());
        adopt(accepted);
        LOG.info(
                "key {} signs from now on; accepted beside it: {}",
                key.fingerprint(),
                others.stream().map(Key::fingerprint).toList());
    }

    /** @param retired beside those that are known for it */
    private void mustAgree(List<Key> accepted, Set<String> retired) throws IOException, OutsideFailure {
        Set<String> all = new HashSet<>(files.retired());
        all.addAll(retired);
        Optional<String> differing = ShownKeys.of(published.shown())
                .differing(accepted, all, settings.folder().toString());
        if (differing.isPresent()) {
            throw new OutsideFailure(differing.get(), false);
        }
    }

    private void adopt(List<Key> accepted) throws OutsideFailure {
        published.show(accepted.stream().map(Key::publicText).toList());
        state = new State(accepted);
    }

    private Opened opened(Key key) {
        try {
            return new Opened(Optional.of(key.unlock(settings.passphrase())), "");
        } catch (Key.Unusable e) {
            return new Opened(Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    private State state() {
        State now = state;
        if (now == null) {
            throw new IllegalStateException("the keys are not open");
        }
        return now;
    }

    /** Fails when no key can sign now: it expired, its passphrase is not there, or the clock is behind it. */
    public void check() throws OutsideFailure {
        Instant now = clock.instant();
        signing(now).sign(new byte[0], now);
    }

    /** The newest key that is not dated in the future, since no client takes a signature that is older than its key; else the newest. */
    UnlockedKey signing(Instant now) throws OutsideFailure {
        State state = state();
        Key key = signing(state.accepted(), now)
                .orElseThrow(() -> new OutsideFailure(
                        "there is no key in " + settings.folder() + "; make one: penstock key rotate", false));
        Opened opened = state.opened().computeIfAbsent(key.fingerprint(), _ -> {
            if (key != state.accepted().getFirst()) {
                LOG.warn("newer keys than {} are dated in the future, so this one signs until then", key.fingerprint());
            }
            return opened(key);
        });
        return opened.key()
                .orElseThrow(() -> new OutsideFailure(
                        "the key " + key.fingerprint() + " can't sign: " + opened.why()
                                + "; see serve: signing: in docs/config.md, or make a new one: penstock key rotate",
                        false));
    }

    private static Optional<Key> signing(List<Key> accepted, Instant now) {
        return accepted.stream()
                .filter(key -> !now.isBefore(key.signsFrom()))
                .findFirst()
                .or(() -> accepted.stream().findFirst());
    }

    private static List<SigningKey> described(List<Key> accepted, Instant now) {
        Optional<Key> first = signing(accepted, now);
        return Stream.concat(first.stream(), accepted.stream().filter(key -> key != first.orElse(null)))
                .map(Key::described)
                .toList();
    }

    List<String> publicTexts() {
        return state().accepted().stream().map(Key::publicText).toList();
    }

    @Override
    public List<SigningKey> keys() {
        return described(state().accepted(), clock.instant());
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
            if (found.get() == accepted.getFirst() || found.equals(signing(accepted, clock.instant()))) {
                return Optional.of("the key " + fingerprint + " is the one that signs; first `penstock key rotate`");
            }
            List<Key> others =
                    accepted.stream().filter(one -> one != found.get()).toList();
            mustAgree(others, Set.of(fingerprint));
            // Shown without being here it counts as retired; here without being shown it would count as retired
            // elsewhere.
            files.retire(fingerprint, found.get().publicText());
            adopt(others);
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
