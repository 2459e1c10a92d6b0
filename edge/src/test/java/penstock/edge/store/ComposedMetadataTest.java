package penstock.edge.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import penstock.edge.process.Invocation;
import penstock.edge.process.ProcessRunner;
import penstock.engine.testkit.LeftoverCheck;

/** A2: what is made of an RPM's header equals createrepo_c's metadata in every character. The RPMs are rpmbuild's, of odd specs. */
@ExtendWith(LeftoverCheck.class)
class ComposedMetadataTest {
    private static final String ODD = """
            Name: odd
            Epoch: 3
            Version: 1.2~rc1^git5
            Release: 4
            Summary: Odd & "quoted" <things> \u00e9t\u00e9
            License: ASL 2.0 & MIT
            Group: Development/Libraries
            URL: https://example.org/?a=1&b='2'
            Vendor: Vendor "V"
            Packager: P <p@example.org>
            BuildArch: noarch
            BuildRequires: bash >= 3
            Provides: virtual = 2:1.0-1, virtual2, virtual3 = 1.0
            Requires: /etc/odd.conf /usr/bin/odd /usr/share/odd/file virtual2
            Requires: virtual = 2:1.0-1
            Requires: virtual >= 1
            Requires(post): bash
            Requires(pre): coreutils >= 8
            Requires(postun): sed
            Requires(pretrans): awk
            Requires: bash awk
            Requires: (foo if bar else baz), (a >= 1 with a < 2)
            Requires: libc.so.6()(64bit) libc.so.6(GLIBC_2.4)(64bit) libc.so.6(GLIBC_2.28)(64bit) libc.so.6(GLIBC_2.3.4)(64bit)
            Recommends: rec >= 1:2-3
            Suggests: sug
            Supplements: (sup and other)
            Enhances: enh < 4
            Conflicts: con <= 2
            Obsoletes: obs < 1.2-3, obs2
            %description
            Line one \u00e9
              indented & <tag> "q"\ttab

            last
            %package sub
            Summary: Sub
            Requires: %{name} = %{epoch}:%{version}-%{release}
            %description sub
            %package -n bare
            Summary: Bare
            Version: 7
            Release: 0
            Epoch: 0
            %description -n bare
            %install
            mkdir -p %{buildroot}/etc %{buildroot}/usr/bin %{buildroot}/usr/share/odd/dir %{buildroot}/opt/sbin/x
            mkdir -p %{buildroot}/usr/lib %{buildroot}/var/log
            echo x > %{buildroot}/etc/odd.conf
            echo x > %{buildroot}/usr/bin/odd
            echo x > "%{buildroot}/usr/share/odd/with space & <amp> \u00e9"
            echo x > %{buildroot}/usr/share/odd/$(printf 'bad\\351name')
            echo x > %{buildroot}/usr/share/odd/file
            echo x > %{buildroot}/usr/lib/sendmail
            touch %{buildroot}/var/log/odd.log
            ln -s file %{buildroot}/usr/share/odd/link
            %post
            true
            %files
            %config(noreplace) /etc/odd.conf
            /usr/bin/odd
            %dir /usr/share/odd
            /usr/share/odd/*
            /opt/sbin/x
            /usr/lib/sendmail
            %ghost /var/log/odd.log
            %files sub
            %ghost %dir /var/cache/odd
            %files -n bare
            %changelog
            """;

    private static final String MANY = """
            Name: many
            Version: 20261125
            Release: 1
            Summary: Many files
            License: MIT
            %description
            Many.
            %install
            for i in $(seq 50); do
              mkdir -p %{buildroot}/usr/share/many/$i
              for j in $(seq 40); do echo $i $j > %{buildroot}/usr/share/many/$i/$j; done
            done
            mkdir -p %{buildroot}/usr/lib/.build-id
            %files
            /usr/share/many
            """;

    @TempDir
    static Path temp;

    private static Path rpms = Path.of("");

    @BeforeAll
    static void build() throws Exception {
        for (String tool : List.of("rpmbuild", "createrepo_c")) {
            assumeTrue(Files.exists(Path.of("/usr/bin", tool)), tool + " is not installed");
        }
        rpms = Files.createDirectories(temp.resolve("rpms"));
        String specs = new String(ODD.getBytes(java.nio.charset.StandardCharsets.UTF_8), ISO_8859_1);
        build("odd", specs + changelog(), "w9.gzdio");
        build("many", MANY, "w3.zstdio");
    }

    /** Thirteen entries, three a day, some in Latin-1. */
    private static String changelog() {
        List<String> days = List.of("Wed Mar 20 2024", "Tue Mar 19 2024", "Mon Mar 18 2024", "Mon Mar 18 2024");
        return IntStream.range(0, 13)
                .mapToObj(i -> i % 4 == 0
                        ? "* %s Bad\u00e9 Name  <b@x>   \n- latin1 \u00e9\n\n".formatted(days.get(i / 4))
                        : "* %s J\u00c3\u00b6rg <j@x> - 1.%d-1\n- change & <b> \u00c3\u00a9\n  second line %d\n\n"
                                .formatted(days.get(i / 4), i, i))
                .collect(Collectors.joining());
    }

    private static void build(String name, String spec, String payload) throws Exception {
        Path top = Files.createDirectories(temp.resolve(name));
        Path file = Files.writeString(top.resolve(name + ".spec"), spec, ISO_8859_1);
        new ProcessRunner()
                .capture(Invocation.of(
                        Duration.ofMinutes(2),
                        "rpmbuild",
                        "-ba",
                        "--nodeps",
                        "--define=_topdir " + top,
                        "--define=_tmppath " + top,
                        "--define=_invalid_encoding_terminates_build 0",
                        "--define=_binary_payload " + payload,
                        // It looks into each file for what it could strip or pack, and finds nothing.
                        "--define=__os_install_post %{nil}",
                        file.toString()))
                .orFail("rpmbuild");
        try (Stream<Path> made = Files.walk(top)) {
            for (Path rpm :
                    made.filter(path -> path.toString().endsWith(".rpm")).toList()) {
                Files.move(rpm, rpms.resolve(rpm.getFileName()));
            }
        }
    }

    @Test
    void everyCharacterIsCreaterepos() throws Exception {
        assertThat(CreaterepoComparison.compare(rpms)).isEqualTo(6);
    }

    /**
     * Of those that real packages gave, where {@code ./check --all} built some, and of those that targets made of Debian's packages, which
     * have what people write into descriptions and file names.
     */
    @Test
    @Tag("extended")
    void everyCharacterIsCreatereposForRealPackages() throws Exception {
        Path real = Files.createDirectories(temp.resolve("real"));
        Set<String> names = new HashSet<>();
        for (Path folder : foldersOfRealPackages()) {
            try (Stream<Path> below = Files.walk(folder)) {
                for (Path rpm : below.filter(ComposedMetadataTest::isRpm).toList()) {
                    String name = rpm.getFileName().toString();
                    if (names.add(name)) {
                        Files.copy(rpm, real.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
                    }
                }
            }
        }
        assumeTrue(!names.isEmpty(), "no real package was built or made into an RPM here yet");
        assertThat(CreaterepoComparison.compare(real)).isEqualTo(names.size());
    }

    private static boolean isRpm(Path file) {
        return file.getFileName().toString().endsWith(".rpm") && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static List<Path> foldersOfRealPackages() throws Exception {
        List<Path> folders = new ArrayList<>();
        String built = System.getenv("PENSTOCK_REAL_RPMS");
        if (built != null) {
            folders.add(Path.of(built));
        }
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "penstock");
        if (Files.isDirectory(cache)) {
            try (DirectoryStream<Path> pools = Files.newDirectoryStream(cache, "*-pool-*")) {
                pools.forEach(pool -> folders.add(pool.resolve("rpms")));
            }
        }
        return folders.stream().filter(Files::isDirectory).toList();
    }
}
