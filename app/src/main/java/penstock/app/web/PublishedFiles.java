package penstock.app.web;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Answers with files and folders of the published tree: ranges, conditional requests, a page for each folder. */
final class PublishedFiles {
    /** A snapshot's files never change; whatever is reached through a label may be another tomorrow. */
    private static final Pattern IN_SNAPSHOT = Pattern.compile("/[^/]+/(component/[^/]+/)?../../[0-9a-f]{40}_.*");

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("rpm", "application/x-rpm"),
            Map.entry("gz", "application/gzip"),
            Map.entry("xz", "application/x-xz"),
            Map.entry("bz2", "application/x-bzip2"),
            Map.entry("zst", "application/zstd"),
            Map.entry("xml", "text/xml"),
            Map.entry("csv", "text/csv; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("asc", "text/plain; charset=utf-8"),
            Map.entry("repo", "text/plain; charset=utf-8"),
            Map.entry("md5", "text/plain; charset=utf-8"),
            Map.entry("yaml", "text/plain; charset=utf-8"),
            Map.entry("log", "text/plain; charset=utf-8"),
            Map.entry("txt", "text/plain; charset=utf-8"));

    private final Path root;
    private final Pages pages;

    PublishedFiles(Path root, Pages pages) {
        this.root = root;
        this.pages = pages;
    }

    void serve(Context context) throws IOException {
        String path = context.req().getRequestURI();
        Optional<TreePath> found = TreePath.find(root, path);
        if (found.isEmpty()) {
            pages.problem(
                    context,
                    HttpStatus.NOT_FOUND,
                    "Nothing is published here",
                    "The address may have a typing mistake.");
        } else if (Files.isDirectory(found.get().file())) {
            folder(context, found.get());
        } else if (found.get().slash()) {
            context.redirect(path.substring(0, path.length() - 1), HttpStatus.MOVED_PERMANENTLY);
        } else {
            try {
                file(context, path, found.get().file());
            } catch (NoSuchFileException takenAway) {
                pages.problem(
                        context, HttpStatus.NOT_FOUND, "Nothing is published here", "It was there until just now.");
            }
        }
    }

    private void folder(Context context, TreePath path) throws IOException {
        if (!path.slash()) {
            context.redirect(context.req().getRequestURI() + "/", HttpStatus.MOVED_PERMANENTLY);
            return;
        }
        List<FolderEntry> entries = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(path.file())) {
            for (Path entry : all) {
                if (TreePath.isPlain(entry.getFileName().toString())) {
                    FolderEntry.of(entry).ifPresent(entries::add);
                }
            }
        }
        entries.sort(Comparator.comparing(FolderEntry::folder).reversed().thenComparing(FolderEntry::name));
        context.header("Cache-Control", "no-cache");
        pages.folder(context, path.segments(), entries);
    }

    private static void file(Context context, String path, Path file) throws IOException {
        SentFile.send(
                context,
                file,
                type(file.getFileName().toString()),
                IN_SNAPSHOT.matcher(path).matches() ? "max-age=31536000, immutable" : "no-cache");
    }

    private static String type(String name) {
        String extension = name.substring(name.lastIndexOf('.') + 1);
        return TYPES.getOrDefault(extension, "application/octet-stream");
    }
}
