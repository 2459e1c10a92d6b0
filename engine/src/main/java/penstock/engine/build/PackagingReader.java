package penstock.engine.build;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import penstock.build.Cause;
import penstock.build.Step;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.engine.port.Mirror;
import penstock.engine.port.Mirror.TreeEntry;
import penstock.engine.port.OutsideFailure;

/** Reads a packaging commit and finds its one spec. Nothing of the tree is trusted: names, sizes, links, encodings. */
final class PackagingReader {
    private static final int LARGEST_SPEC = 1 << 20;
    private static final int MOST_FILES = 2000;

    private final Mirror mirror;

    PackagingReader(Mirror mirror) {
        this.mirror = mirror;
    }

    Attempt<Packaging> read(Package pkg, Commit commit) throws OutsideFailure, InterruptedException {
        String url = pkg.distgit().url();
        List<TreeEntry> entries = mirror.tree(url, commit.id());
        if (entries.size() > MOST_FILES) {
            return refused("the packaging tree has " + entries.size() + " files; at most " + MOST_FILES + " are taken");
        }
        Optional<String> unsafe = entries.stream()
                .map(TreeEntry::path)
                .filter(path -> !SafePath.is(path))
                .findFirst();
        if (unsafe.isPresent()) {
            return refused("the packaging tree has a file whose name can't be used: " + SafePath.shown(unsafe.get()));
        }
        return spec(entries)
                .then(spec -> text(url, commit, spec).then(read -> {
                    List<TreeEntry> files = entries.stream()
                            .filter(entry ->
                                    entry.mode() != SourceTree.Modes.LINK && entry.mode() != SourceTree.Modes.SUBMODULE)
                            .filter(entry -> !entry.path().equals(spec.path()))
                            .toList();
                    return Attempt.done(new Packaging(url, commit, spec.path(), read.text(), read.latin1(), files));
                }));
    }

    private static Attempt<TreeEntry> spec(List<TreeEntry> entries) {
        List<TreeEntry> specs = inRoot(entries, ".spec");
        if (specs.isEmpty()) {
            return refused(
                    inRoot(entries, ".spec.j2").isEmpty()
                            ? "the packaging tree has no *.spec in its top folder; add one"
                            : "the packaging tree has only a template (*.spec.j2); render it and commit the spec");
        }
        if (specs.size() > 1) {
            return refused("the packaging tree has " + specs.size() + " specs ("
                    + String.join(
                            ", ", specs.stream().limit(5).map(TreeEntry::path).toList())
                    + "); keep one");
        }
        TreeEntry spec = specs.getFirst();
        if (spec.mode() == SourceTree.Modes.LINK || spec.mode() == SourceTree.Modes.SUBMODULE) {
            return refused("the spec " + spec.path() + " is a link; commit the file itself");
        }
        if (!SafePath.isName(spec.path())) {
            return refused("the spec's name " + SafePath.shown(spec.path())
                    + " can't be used; it may have letters, digits and ._+~-");
        }
        return Attempt.done(spec);
    }

    private static List<TreeEntry> inRoot(List<TreeEntry> entries, String ending) {
        return entries.stream()
                .filter(entry -> entry.path().endsWith(ending) && entry.path().indexOf('/') < 0)
                .toList();
    }

    private record Text(String text, boolean latin1) {}

    private Attempt<Text> text(String url, Commit commit, TreeEntry spec) throws OutsideFailure {
        byte[] bytes = mirror.file(url, commit.id(), spec.path(), LARGEST_SPEC).orElse(new byte[0]);
        int nul = indexOfNul(bytes);
        if (nul >= 0) {
            return refused("the spec " + spec.path() + " is no text: it has a zero byte at position " + nul);
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Attempt.done(new Text(text, false));
        } catch (CharacterCodingException e) {
            return Attempt.done(new Text(new String(bytes, StandardCharsets.ISO_8859_1), true));
        }
    }

    private static int indexOfNul(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                return i;
            }
        }
        return -1;
    }

    private static <T> Attempt<T> refused(String message) {
        return Attempt.stopped(Step.SOURCE, new Cause.BadSource(message));
    }
}
