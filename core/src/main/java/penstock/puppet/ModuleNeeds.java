package penstock.puppet;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import penstock.require.Bound;
import penstock.require.Bounds;
import penstock.require.Declared;
import penstock.require.OnPuppet;
import penstock.require.Use;
import penstock.require.file.RequirementFiles;

/** Compares what a module's {@code metadata.json} says that it needs with the modules that there are. */
public final class ModuleNeeds {
    private ModuleNeeds() {}

    /**
     * What is not met, one sentence each. Ranges with alternatives ({@code ||}) are not judged.
     *
     * @param metadata the text of {@code metadata.json}
     * @param atHand {@code author-module} in small letters to its version
     */
    public static List<String> unmet(String metadata, Map<String, String> atHand) {
        List<String> unmet = new ArrayList<>();
        for (OnPuppet need : modules(metadata)) {
            String version = atHand.get(need.name());
            if (version == null) {
                unmet.add(need.written() + " is needed, and no module of this name is at hand");
            } else if (!takes(need, version)) {
                unmet.add(need.written() + " is needed, and " + version + " is at hand");
            }
        }
        return unmet;
    }

    /** The modules that are needed, without Puppet itself. */
    public static List<OnPuppet> modules(String metadata) {
        byte[] bytes = metadata.getBytes(StandardCharsets.UTF_8);
        return RequirementFiles.read(path -> path.equals(ForgeArchive.METADATA) ? Optional.of(bytes) : Optional.empty())
                .declarations()
                .of(Use.RUNTIME)
                .stream()
                .map(Declared::requirement)
                .filter(OnPuppet.class::isInstance)
                .map(OnPuppet.class::cast)
                .filter(need -> need.name().contains("-"))
                .toList();
    }

    /** Modules by the names under which they are needed. */
    public static String key(String module) {
        return module.toLowerCase(Locale.ROOT);
    }

    private static boolean takes(OnPuppet need, String version) {
        Bounds bounds = need.bounds();
        return bounds.lower().filter(lower -> !above(need, version, lower)).isEmpty()
                && bounds.upper().filter(upper -> !below(need, version, upper)).isEmpty();
    }

    private static boolean above(OnPuppet need, String version, Bound lower) {
        int compared = need.compareVersions(version, lower.version());
        return compared > 0 || (compared == 0 && lower.inclusive());
    }

    private static boolean below(OnPuppet need, String version, Bound upper) {
        int compared = need.compareVersions(version, upper.version());
        return compared < 0 || (compared == 0 && upper.inclusive());
    }
}
