package penstock.edge.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import penstock.edge.process.Captured;
import penstock.edge.process.Invocation;
import penstock.edge.process.ProcessRunner;
import penstock.engine.port.OutsideFailure;
import penstock.engine.publish.SigningKey;
import penstock.engine.publish.SigningKeys;
import penstock.engine.testkit.LeftoverCheck;
import penstock.engine.testkit.ManualClock;
import penstock.engine.testkit.MemoryPublicKeys;

/** A4: what GnuPG and rpm say of keys and signatures, and what a folder of keys is after a crash. */
@Tag("extended")
@ExtendWith(LeftoverCheck.class)
class SigningTest {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final int BITS = 2048;

    @TempDir
    static Path shared;

    /** A package that rpmbuild made. */
    private static Path rpm = Path.of("");

    @TempDir
    Path temp;

    private final MemoryPublicKeys shown = new MemoryPublicKeys();

    @BeforeAll
    static void buildPackage() throws Exception {
        assumeTrue(Files.exists(Path.of("/usr/bin/rpmbuild")), "rpm is not installed");
        assumeTrue(Files.exists(Path.of("/usr/bin/gpg")), "gnupg is not installed");
        Path spec = Files.writeString(shared.resolve("mill.spec"), """
                Name: mill
                Version: 1
                Release: 1
                Summary: A mill
                License: Apache-2.0
                BuildArch: noarch
                %description
                A mill.
                %install
                mkdir -p %{buildroot}/usr/share/mill
                echo grain > %{buildroot}/usr/share/mill/content
                %files
                /usr/share/mill
                """);
        run("rpmbuild", "-bb", "--define", "_topdir " + shared, spec.toString());
        rpm = shared.resolve("RPMS/noarch/mill-1-1.noarch.rpm");
    }

    @Test
    void rpm_takes_a_signed_package_and_refuses_it_changed_or_signed_by_a_stranger() throws Exception {
        KeyFolder keys = open(Optional.empty());
        Path signed = sign(keys, rpm, "signed.rpm");
        Path database = trusting(keys.publicTexts());
        String said = checksig(database, signed).orFail("checking").text();
        assertThat(said)
                .contains("Header V4 RSA/SHA256 Signature, key ID "
                        + keys.keys().getFirst().id().substring(8).toLowerCase(Locale.ROOT))
                .contains("Payload SHA256 digest: OK");
        assertThat(new SignedFiles().in(temp))
                .isEqualTo(Map.of(keys.keys().getFirst().id(), 1L));

        assertThat(checksig(database, rpm).ok()).as("unsigned").isFalse();
        for (long at : List.of(Files.size(signed) - 10, Files.size(signed) / 2)) {
            byte[] bytes = Files.readAllBytes(signed);
            bytes[(int) at] ^= 1;
            Path changed = Files.write(temp.resolve("changed-" + at + ".bin"), bytes);
            assertThat(checksig(database, changed).ok()).as("byte " + at).isFalse();
        }
        KeyFolder stranger =
                KeyFolder.open(settings(temp.resolve("stranger"), Optional.empty()), new MemoryPublicKeys(), CLOCK);
        Path foreign = Files.createDirectory(temp.resolve("f")).resolve("foreign.rpm");
        assertThat(new OpenPgpSigner(stranger, CLOCK).signRpm(rpm, foreign)).isEmpty();
        assertThat(checksig(database, foreign).ok()).as("signed by a stranger").isFalse();
    }

    @Test
    void signing_again_replaces_the_signature_and_changes_nothing_else() throws Exception {
        KeyFolder keys = open(Optional.empty());
        Path once = sign(keys, rpm, "once.rpm");
        OpenPgpSigner signer = new OpenPgpSigner(keys, CLOCK);
        assertThat(signer.hasSigned(rpm)).as("never signed").isFalse();
        assertThat(signer.hasSigned(once)).isTrue();
        SigningKey second = keys.rotate();
        assertThat(signer.hasSigned(once)).as("by the key before").isFalse();
        Path twice = sign(keys, once, "twice.rpm");
        assertThat(signer.hasSigned(twice)).isTrue();
        String said =
                checksig(trusting(keys.publicTexts()), twice).orFail("checking").text();
        assertThat(said).contains(second.id().substring(8).toLowerCase(Locale.ROOT));
        String query =
                "[%{FILENAMES} %{FILEDIGESTS}\n]%{SHA256HEADER} %{SIGMD5} %{SIGSIZE} %{ARCHIVESIZE} %{PAYLOADDIGEST}";
        assertThat(run("rpm", "-qp", "--nosignature", "--qf", query, twice.toString())
                        .text())
                .isEqualTo(run("rpm", "-qp", "--nosignature", "--qf", query, rpm.toString())
                        .text());
    }

    @Test
    void a_file_that_is_no_whole_package_is_not_signed() throws Exception {
        OpenPgpSigner signer = new OpenPgpSigner(open(Optional.empty()), CLOCK);
        byte[] whole = Files.readAllBytes(rpm);
        byte[] payload = whole.clone();
        payload[whole.length - 10] ^= 1;
        byte[] header = whole.clone();
        header[new String(whole, StandardCharsets.ISO_8859_1).indexOf("A mill.")] ^= 1;
        byte[] sizes = whole.clone();
        sizes[96 + 8] = 0x7f;
        for (byte[] bad : List.of(
                payload,
                header,
                sizes,
                java.util.Arrays.copyOf(whole, 1000),
                java.util.Arrays.copyOf(whole, 3),
                "no".getBytes(StandardCharsets.UTF_8))) {
            Path file = Files.write(temp.resolve("bad.rpm"), bad);
            Path out = temp.resolve("out.rpm");
            assertThat(signer.signRpm(file, out)).isPresent();
            assertThat(out).doesNotExist();
        }
    }

    @Test
    void gpg_verifies_what_was_signed_before_and_after_a_rotation() throws Exception {
        KeyFolder keys = open(Optional.empty());
        OpenPgpSigner signer = new OpenPgpSigner(keys, CLOCK);
        byte[] index = "<repomd/>".getBytes(StandardCharsets.UTF_8);
        String before = signer.sign(index);
        String first = keys.keys().getFirst().fingerprint();
        SigningKey second = keys.rotate();
        String after = signer.sign(index);

        assertThat(verified(keys.publicTexts(), index, before)).contains("VALIDSIG " + first);
        assertThat(verified(keys.publicTexts(), index, after)).contains("VALIDSIG " + second.fingerprint());
        assertThat(verified(keys.publicTexts(), "<other/>".getBytes(StandardCharsets.UTF_8), after))
                .contains("BADSIG");
        assertThat(shown.all())
                .as("the new key is shown before it signs, newest first")
                .hasSize(2);
        assertThat(shown.all().getLast()).hasSize(2).isEqualTo(signer.publicKeys());

        assertThat(keys.retire(second.fingerprint())).as("the one that signs").isPresent();
        assertThat(keys.retire(first)).isEmpty();
        assertThat(shown.all().getLast()).hasSize(1);
        assertThat(open(Optional.empty()).keys())
                .extracting(SigningKey::fingerprint)
                .containsExactly(second.fingerprint());
    }

    @Test
    void imports_what_gpg_exports_with_its_passphrase_and_signs_by_its_subkey() throws Exception {
        Path home = privateFolder("g");
        for (String type : List.of("rsa2048", "ed25519")) {
            gpg(home, "--passphrase", "open sesame", "--quick-gen-key", type + "@mill.example", type, "cert", "never");
            String fingerprint = gpg(home, "--with-colons", "--list-keys", type + "@mill.example")
                    .text()
                    .lines()
                    .filter(line -> line.startsWith("fpr:"))
                    .findFirst()
                    .orElseThrow()
                    .split(":")[9];
            gpg(home, "--passphrase", "open sesame", "--quick-add-key", fingerprint, type, "sign", "never");
            String exported = gpg(home, "--passphrase", "open sesame", "--armor", "--export-secret-keys", fingerprint)
                    .text();

            KeyFolder closed = KeyFolder.open(
                    settings(temp.resolve(type + "-none"), Optional.empty()), new MemoryPublicKeys(), CLOCK);
            assertThat(closed.add(exported)).isInstanceOf(SigningKeys.Imported.Refused.class);
            KeyFolder keys = KeyFolder.open(
                    settings(temp.resolve(type), Optional.of(Passphrase.of("open sesame"))),
                    new MemoryPublicKeys(),
                    CLOCK);
            assertThat(keys.add(exported)).isInstanceOf(SigningKeys.Imported.Added.class);
            assertThat(keys.add(exported)).as("twice").isInstanceOf(SigningKeys.Imported.Refused.class);
            SigningKey key = keys.keys().getFirst();
            assertThat(key.fingerprint()).isEqualTo(fingerprint);
            assertThat(key.locked()).isTrue();
            assertThat(Files.readString(file(temp.resolve(type), 2)))
                    .as("protected in its file")
                    .contains("PRIVATE KEY");
            byte[] content = "content".getBytes(StandardCharsets.UTF_8);
            assertThat(verified(keys.publicTexts(), content, new OpenPgpSigner(keys, CLOCK).sign(content)))
                    .contains("VALIDSIG")
                    .contains(fingerprint);
            Path signed = sign(keys, rpm, type + ".rpm");
            checksig(trusting(keys.publicTexts()), signed).orFail(type);
            assertThat(key.signatures())
                    .containsAnyElementsOf(new SignedFiles().in(temp).keySet());
            Files.delete(signed);
        }
        killAgent(home);
    }

    @Test
    void texts_that_are_no_single_private_key_are_refused() throws Exception {
        KeyFolder keys = open(Optional.empty());
        String own = Files.readString(file(temp.resolve("keys"), 1));
        for (String bad : List.of(
                "",
                "nothing",
                keys.publicTexts().getFirst(),
                own.substring(0, own.length() / 2),
                "x".repeat(2 << 20))) {
            assertThat(keys.add(bad)).isInstanceOf(SigningKeys.Imported.Refused.class);
        }
        assertThat(keys.keys()).hasSize(1);
    }

    @Test
    void only_its_user_can_read_the_keys_and_a_passphrase_protects_what_is_made() throws Exception {
        KeyFolder keys = open(Optional.of(Passphrase.of("secret")));
        Path folder = temp.resolve("keys");
        Path file = file(folder, 1);
        assertThat(mode(folder)).isEqualTo("rwx------");
        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(keys.keys().getFirst().locked()).isTrue();
        assertThat(Passphrase.of("secret").toString()).doesNotContain("secret");
        assertThatThrownBy(open(Optional.empty())::check)
                .isInstanceOf(OutsideFailure.class)
                .hasMessageContaining("passphrase");
        assertThatThrownBy(open(Optional.of(Passphrase.of("other")))::check).isInstanceOf(OutsideFailure.class);

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        open(Optional.of(Passphrase.of("secret"))).check();
        assertThat(mode(file)).isEqualTo("rw-------");
    }

    @Test
    void what_an_interrupted_run_left_is_taken_away_and_the_keys_are_as_before_or_after() throws Exception {
        Path folder = Files.createDirectory(temp.resolve("keys"));
        Files.writeString(folder.resolve(".new-1234"), "half a key");
        KeyFolder keys = open(Optional.empty());
        assertThat(folder.resolve(".new-1234")).doesNotExist();
        SigningKey first = keys.keys().getFirst();
        // Killed after the key had its name, before its public part was shown: the next start shows it, then it signs.
        KeyFiles files = new KeyFiles(folder);
        Key second = Key.make("Penstock", BITS, Optional.empty(), CLOCK);
        files.add(second.fingerprint(), second.privateText());
        assertThat(open(Optional.empty()).keys())
                .extracting(SigningKey::fingerprint)
                .containsExactly(second.fingerprint(), first.fingerprint());
        assertThat(shown.all().getLast()).hasSize(2);
    }

    @Test
    void nothing_is_signed_before_its_key_and_an_older_one_signs_meanwhile() throws Exception {
        Instant now = CLOCK.instant().truncatedTo(ChronoUnit.SECONDS);
        ManualClock clock = new ManualClock(now.plusSeconds(3600));
        KeyFolder keys = KeyFolder.open(settings(temp.resolve("keys"), Optional.empty()), shown, clock);
        OpenPgpSigner signer = new OpenPgpSigner(keys, clock);
        clock.set(now);
        String key = keys.keys().getFirst().fingerprint();
        assertThatThrownBy(() -> signer.sign(new byte[0]))
                .isInstanceOfSatisfying(
                        OutsideFailure.class,
                        failure -> assertThat(failure.retryable()).isTrue())
                .hasMessageContainingAll(
                        key.substring(24), "dated " + now.plusSeconds(3600), "clock it is " + now, "key rotate");
        assertThatThrownBy(() -> signer.signRpm(rpm, temp.resolve("early.rpm"))).isInstanceOf(OutsideFailure.class);
        assertThat(temp.resolve("early.rpm")).doesNotExist();
        assertThatThrownBy(KeyFolder.open(settings(temp.resolve("keys"), Optional.empty()), shown, clock)::check)
                .as("after a restart")
                .hasMessageContaining("Wait until then");

        SigningKey second = keys.rotate();
        clock.advance(Duration.ofHours(2));
        SigningKey third = keys.rotate();
        clock.set(now.plusSeconds(1));
        byte[] index = "<repomd/>".getBytes(StandardCharsets.UTF_8);
        String signature = signer.sign(index);
        assertThat(verified(keys.publicTexts(), index, signature)).contains("VALIDSIG " + second.fingerprint());
        assertThat(keys.keys())
                .extracting(SigningKey::fingerprint)
                .startsWith(second.fingerprint(), third.fingerprint());
        assertThat(keys.retire(second.fingerprint())).as("it signs").isPresent();
        assertThat(KeyFolder.look(temp.resolve("keys"), clock).getFirst()).isEqualTo(second);
        clock.advance(Duration.ofHours(2));
        assertThat(keys.keys().getFirst()).isEqualTo(third);
    }

    /** A standby, or a restored factory, must not take keys from clients that labels need, nor give back one that was retired. */
    @Test
    void keys_of_another_owner_that_are_not_here_keep_this_one_from_signing() throws Exception {
        KeyFolder owner = open(Optional.empty());
        String first = owner.keys().getFirst().fingerprint();
        String second = owner.rotate().fingerprint();
        Path standby = Files.createDirectory(temp.resolve("standby"));
        copy(temp.resolve("keys"), standby);
        takeOver(standby);
        String third = owner.rotate().fingerprint();
        List<String> before = shown.all().getLast();
        for (Path lacking : List.of(standby, temp.resolve("empty"))) {
            assertThatThrownBy(() -> takeOver(lacking))
                    .isInstanceOf(OutsideFailure.class)
                    .hasMessageContainingAll(
                            third,
                            "not in " + lacking,
                            "copy keys/ from the other machine",
                            "put keys/ back",
                            "remove the shown keys");
            KeyFolder changing = KeyFolder.asTheyAre(settings(lacking, Optional.empty()), shown, CLOCK);
            assertThatThrownBy(changing::rotate).hasMessageContaining(third);
            assertThat(KeyFolder.differing(lacking, shown, CLOCK)).isPresent();
        }
        assertThat(shown.all().getLast()).isEqualTo(before);
        assertThat(KeyFolder.asTheyAre(settings(standby, Optional.empty()), shown, CLOCK)
                        .add(Files.readString(file(temp.resolve("keys"), 3))))
                .as("the one that was missing")
                .isInstanceOf(SigningKeys.Imported.Added.class);

        assertThat(owner.retire(first)).isEmpty();
        assertThatThrownBy(() -> takeOver(standby)).hasMessageContaining("retired elsewhere: " + first);
        assertThat(KeyFolder.asTheyAre(settings(standby, Optional.empty()), shown, CLOCK)
                        .retire(first))
                .isEmpty();
        takeOver(standby);
        assertThat(shown.all().getLast()).hasSize(2);
        Files.delete(file(standby, 3));
        assertThatThrownBy(() -> takeOver(standby)).hasMessageContaining(third);
        shown.remove();
        takeOver(standby);
        assertThat(KeyFolder.look(standby, CLOCK))
                .extracting(SigningKey::fingerprint)
                .containsExactly(second);
    }

    @Test
    void what_an_interrupted_retirement_left_is_finished() throws Exception {
        KeyFolder keys = open(Optional.empty());
        SigningKey first = keys.keys().getFirst();
        String text = keys.publicTexts().getFirst();
        keys.rotate();
        // Killed before it was no longer shown.
        new KeyFiles(temp.resolve("keys")).retire(first.fingerprint(), text);
        open(Optional.empty());
        assertThat(shown.all().getLast()).hasSize(1).doesNotContain(text);
    }

    private void takeOver(Path folder) throws OutsideFailure {
        KeyFolder.open(settings(folder, Optional.empty()), shown, CLOCK);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private KeyFolder open(Optional<Passphrase> passphrase) throws OutsideFailure {
        return KeyFolder.open(settings(temp.resolve("keys"), passphrase), shown, CLOCK);
    }

    private static KeyFolder.Settings settings(Path folder, Optional<Passphrase> passphrase) {
        return new KeyFolder.Settings(folder, "Penstock", BITS, passphrase);
    }

    private Path sign(KeyFolder keys, Path file, String name) throws OutsideFailure {
        Path signed = temp.resolve(name);
        assertThat(new OpenPgpSigner(keys, CLOCK).signRpm(file, signed)).isEmpty();
        return signed;
    }

    private static Path file(Path folder, int number) throws IOException {
        return new KeyFiles(folder)
                .entries().stream()
                        .filter(entry -> entry.number() == number)
                        .findFirst()
                        .orElseThrow()
                        .file();
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    /** A database of rpm that has only these keys. */
    private Path trusting(List<String> keys) throws Exception {
        Path database = Files.createTempDirectory(temp, "rpmdb");
        for (String key : keys) {
            Path file = Files.writeString(database.resolve("key.asc"), key);
            run("rpmkeys", "--dbpath", database.toString(), "--import", file.toString());
        }
        return database;
    }

    private static Captured checksig(Path database, Path file) throws Exception {
        return new ProcessRunner()
                .capture(Invocation.of(
                        Duration.ofMinutes(1),
                        "rpmkeys",
                        "--dbpath",
                        database.toString(),
                        "--define",
                        "_pkgverify_level all",
                        "--checksig",
                        "-v",
                        file.toString()));
    }

    /** gpg's status lines. */
    private String verified(List<String> keys, byte[] content, String signature) throws Exception {
        Path home = privateFolder("v" + System.nanoTime());
        Path file = Files.write(home.resolve("content"), content);
        Path detached = Files.writeString(home.resolve("content.asc"), signature);
        gpg(
                home,
                "--import",
                Files.writeString(home.resolve("keys"), String.join("", keys)).toString());
        Captured said = new ProcessRunner()
                .capture(Invocation.of(
                        Duration.ofMinutes(1),
                        "gpg",
                        "--homedir",
                        home.toString(),
                        "--batch",
                        "--status-fd",
                        "1",
                        "--verify",
                        detached.toString(),
                        file.toString()));
        killAgent(home);
        return said.text();
    }

    /** Short, since gpg's agent has a socket in it. */
    private Path privateFolder(String name) throws IOException {
        return Files.createDirectory(
                temp.resolve(name), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private static Captured gpg(Path home, String... arguments) throws Exception {
        List<String> argv =
                new ArrayList<>(List.of("gpg", "--homedir", home.toString(), "--batch", "--pinentry-mode", "loopback"));
        argv.addAll(List.of(arguments));
        return new ProcessRunner()
                .capture(Invocation.of(Duration.ofMinutes(2), argv))
                .orFail("gpg");
    }

    private static void killAgent(Path home) throws Exception {
        run("gpgconf", "--homedir", home.toString(), "--kill", "all");
    }

    private static Captured run(String... argv) throws Exception {
        return new ProcessRunner()
                .capture(Invocation.of(Duration.ofMinutes(2), argv))
                .orFail(argv[0]);
    }
}
