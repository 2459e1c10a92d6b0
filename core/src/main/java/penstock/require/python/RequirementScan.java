package penstock.require.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The grammar of PEP 508's requirements, as {@code packaging} 23.0 reads it. */
final class RequirementScan {
    private RequirementScan() {}

    static PythonRequirement requirement(TextScan scan) {
        scan.skipBlanks();
        PythonName name = PythonName.scan(scan, "the name of a project");
        scan.skipBlanks();
        List<PythonName> extras = extras(scan);
        scan.skipBlanks();
        if (scan.take('@')) {
            return fromUrl(scan, name, extras);
        }
        SpecifierSet specifiers = specifiers(scan);
        scan.skipBlanks();
        Optional<Marker> marker = marker(scan, specifiers.isEmpty() ? "name" : "version");
        return new PythonRequirement(name, extras, specifiers, Optional.empty(), marker);
    }

    private static PythonRequirement fromUrl(TextScan scan, PythonName name, List<PythonName> extras) {
        scan.skipBlanks();
        int from = scan.at();
        while (!scan.atEnd() && scan.peek() != ' ' && scan.peek() != '\t') {
            scan.moveTo(scan.at() + 1);
        }
        String url = scan.since(from);
        if (!UrlRule.allows(url)) {
            throw new TextRefused("Expected a URL with scheme and host after @", from + 1);
        }
        scan.skipBlanks();
        return new PythonRequirement(name, extras, SpecifierSet.ANY, Optional.of(url), marker(scan, "URL"));
    }

    private static List<PythonName> extras(TextScan scan) {
        if (!scan.take('[')) {
            return List.of();
        }
        List<PythonName> extras = new ArrayList<>();
        scan.skipBlanks();
        if (scan.take(']')) {
            return extras;
        }
        do {
            scan.skipBlanks();
            extras.add(PythonName.scan(scan, "the name of an extra"));
            scan.skipBlanks();
        } while (scan.take(','));
        if (!scan.take(']')) {
            throw scan.refused("Expected ] or a comma after the name of an extra");
        }
        return extras;
    }

    private static SpecifierSet specifiers(TextScan scan) {
        boolean open = scan.take('(');
        scan.skipBlanks();
        int from = scan.at();
        boolean more = true;
        while (more && Specifier.scan(scan) != null) {
            scan.skipBlanks();
            more = scan.take(',');
            scan.skipBlanks();
        }
        // Read again and as a whole, because a text after === may have commas in it, which part clauses all the same.
        SpecifierSet specifiers = SpecifierSet.whole(scan.since(from), from);
        scan.skipBlanks();
        if (open && !scan.take(')')) {
            throw scan.refused("Expected ) or a version by PEP 440");
        }
        return specifiers;
    }

    /** The marker, if there is one, and the end. */
    private static Optional<Marker> marker(TextScan scan, String after) {
        if (scan.atLastNewline()) {
            return Optional.empty();
        }
        if (!scan.take(';')) {
            throw scan.refused("Expected the end or ; after the " + after);
        }
        Marker marker = new MarkerScan(scan).marker();
        if (!scan.atLastNewline()) {
            throw scan.refused("Expected the end, 'and' or 'or' after the marker");
        }
        return Optional.of(marker);
    }
}
