package penstock.engine.build;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import penstock.engine.port.Mirror;
import penstock.engine.port.Mirror.TreeEntry;
import penstock.engine.port.OutsideFailure;

/**
 * What an upstream tree has that an archive of it can't carry faithfully. None of it stops a build, which only ever sees it inside
 * the sandbox; but when the build fails, the log says it near its top.
 */
final class Oddities {
    private static final int LONGEST_LINK = 4096;
    private static final int MOST_LINKS = 200;

    private final Mirror mirror;
    private final SourceTree source;

    Oddities(Mirror mirror, SourceTree source) {
        this.mirror = mirror;
        this.source = source;
    }

    void say(BuildLog log) throws OutsideFailure {
        List<String> submodules = source.entries().stream()
                .filter(entry -> entry.mode() == SourceTree.Modes.SUBMODULE)
                .map(TreeEntry::path)
                .toList();
        if (!submodules.isEmpty()) {
            log.say("warning: submodules are left out of the archive: "
                    + String.join(", ", FailedLog.some(submodules, 10)));
        }
        List<String> outside = outside();
        if (!outside.isEmpty()) {
            log.say("warning: links that point out of the tree: " + String.join(", ", FailedLog.some(outside, 10)));
        }
    }

    private List<String> outside() throws OutsideFailure {
        List<TreeEntry> links = source.entries().stream()
                .filter(entry -> entry.mode() == SourceTree.Modes.LINK)
                .limit(MOST_LINKS)
                .toList();
        List<String> outside = new ArrayList<>();
        for (TreeEntry link : links) {
            byte[] target = mirror.file(source.url(), source.commit().id(), link.path(), LONGEST_LINK)
                    .orElse(new byte[0]);
            if (leaves(link.path(), new String(target, StandardCharsets.UTF_8))) {
                outside.add(link.path());
            }
        }
        return outside;
    }

    /** Whether a link's target, taken from the link's own folder, is absolute or climbs above the top folder. */
    static boolean leaves(String link, String target) {
        if (target.startsWith("/")) {
            return true;
        }
        int depth = (int) link.chars().filter(c -> c == '/').count();
        for (String segment : target.split("/", -1)) {
            if (segment.equals("..")) {
                depth--;
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                depth++;
            }
            if (depth < 0) {
                return true;
            }
        }
        return false;
    }
}
