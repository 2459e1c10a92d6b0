package penstock.edge.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import penstock.engine.port.OutsideFailure;

/** The further ids that an ordinary user may map, see subuid(5) and newuidmap(1). */
final class SubIds {
    private SubIds() {}

    /** Uid 0 inside is the user, 1 and up its subordinate ids when it has any for both uids and gids. */
    static IdMap of(HostTools tools) throws OutsideFailure {
        var one = new IdMap(List.of(new IdMap.Range(0, tools.uid(), 1)), List.of(new IdMap.Range(0, tools.gid(), 1)));
        if (!tools.has("newuidmap") || !tools.has("newgidmap")) {
            return one;
        }
        var names = Set.of(Long.toString(tools.uid()), System.getProperty("user.name", ""));
        var uids = range(Path.of("/etc/subuid"), names);
        var gids = range(Path.of("/etc/subgid"), names);
        if (uids.isEmpty() || gids.isEmpty()) {
            return one;
        }
        return new IdMap(
                List.of(one.uids().getFirst(), uids.get()), List.of(one.gids().getFirst(), gids.get()));
    }

    private static Optional<IdMap.Range> range(Path file, Set<String> names) throws OutsideFailure {
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        try (var lines = Files.lines(file)) {
            return lines.map(line -> line.strip().split(":"))
                    .filter(fields -> fields.length == 3 && names.contains(fields[0]))
                    .map(fields -> new IdMap.Range(
                            1, Long.parseLong(fields[1]), Math.min(Long.parseLong(fields[2]), IdMap.COUNT - 1L)))
                    .filter(range -> range.count() > Entry.PLAIN)
                    .findFirst();
        } catch (IOException | NumberFormatException e) {
            throw new OutsideFailure("sandbox: cannot read " + file + ": " + e.getMessage(), false, e);
        }
    }
}
