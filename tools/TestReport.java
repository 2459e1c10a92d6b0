import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads the reports of all modules' tests, prints what failed and what was skipped and why, and writes three numbers: passed,
 * failed, skipped. Run by {@code ./check} as {@code java TestReport.java [--all] ROOT COUNTS}; without {@code --all} the
 * tests tagged {@code extended} were left out, and are told as skipped.
 */
public final class TestReport {
    private static final Pattern LEFT_OUT =
            Pattern.compile("@Tag\\(\"extended\"\\).*?(?:\\bclass\\s+(\\w+)\\s[^;]*?\\{|\\bvoid\\s+(\\w+)\\s*\\()", Pattern.DOTALL);

    private final TreeMap<String, Integer> passedByModule = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private final List<String> skips = new ArrayList<>();
    private int passed;

    public static void main(String[] args) throws IOException, XMLStreamException {
        boolean all = args[0].equals("--all");
        Path root = Path.of(args[args.length - 2]);
        TestReport report = new TestReport();
        report.readReports(root);
        if (!all) {
            report.readLeftOut(root);
        }
        report.print();
        Files.writeString(
                Path.of(args[args.length - 1]),
                "%d %d %d%n".formatted(report.passed, report.failures.size(), report.skips.size()));
    }

    private void readReports(Path root) throws IOException, XMLStreamException {
        for (Path file : files(root, "/target/surefire-reports/TEST-[^/]*\\.xml")) {
            try (InputStream in = Files.newInputStream(file)) {
                read(in, root.relativize(file).getName(0).toString());
            }
        }
    }

    private static List<Path> files(Path root, String ending) throws IOException {
        Pattern wanted = Pattern.compile(".*" + ending);
        try (Stream<Path> walk = Files.walk(root)) {
            return walk.filter(path -> wanted.matcher(path.toString()).matches()).sorted().toList();
        }
    }

    /** One test suite; a test case without a child that says otherwise has passed. */
    private void read(InputStream in, String module) throws XMLStreamException {
        XMLStreamReader xml = XMLInputFactory.newInstance().createXMLStreamReader(in);
        String test = "";
        Optional<String> outcome = Optional.empty();
        while (xml.hasNext()) {
            int event = xml.next();
            String name = xml.hasName() ? xml.getLocalName() : "";
            if (event == XMLStreamConstants.START_ELEMENT && name.equals("testcase")) {
                test = xml.getAttributeValue(null, "classname") + "." + xml.getAttributeValue(null, "name");
                outcome = Optional.empty();
            } else if (event == XMLStreamConstants.START_ELEMENT && outcome.isEmpty()) {
                outcome = outcome(xml, name, test);
            } else if (event == XMLStreamConstants.END_ELEMENT && name.equals("testcase") && outcome.isEmpty()) {
                passed++;
                passedByModule.merge(module, 1, Integer::sum);
            }
        }
    }

    private Optional<String> outcome(XMLStreamReader xml, String element, String test) throws XMLStreamException {
        switch (element) {
            case "skipped" -> {
                String reason = said(xml).replaceFirst("^[\\w.]+Exception: ", "").replaceFirst("^Assumption failed: ", "");
                skips.add(test + ": " + (reason.isBlank() ? "no reason given" : firstLine(reason)));
            }
            case "failure", "error" -> failures.add(test + "\n" + indent(said(xml)));
            default -> {
                return Optional.empty();
            }
        }
        return Optional.of(element);
    }

    /** The message where there is one, otherwise the text, which begins with it. */
    private static String said(XMLStreamReader xml) throws XMLStreamException {
        String message = xml.getAttributeValue(null, "message");
        return message == null || message.isBlank() ? xml.getElementText().strip() : message.strip();
    }

    private void readLeftOut(Path root) throws IOException {
        for (Path file : files(root, "/src/test/java/.*\\.java")) {
            Matcher tagged = LEFT_OUT.matcher(Files.readString(file));
            String simpleName = file.getFileName().toString().replace(".java", "");
            while (tagged.find()) {
                String what = tagged.group(1) != null ? tagged.group(1) : simpleName + "." + tagged.group(2);
                skips.add(what + ": tagged extended; ./check --all runs it");
            }
        }
    }

    private void print() {
        passedByModule.forEach((module, count) -> System.out.printf("ok: %d tests of %s%n", count, module));
        failures.forEach(failure -> System.out.println("FAILED: " + failure));
        skips.forEach(skip -> System.out.println("SKIPPED: " + skip));
    }

    private static String firstLine(String text) {
        return text.strip().lines().findFirst().orElse("");
    }

    private static String indent(String text) {
        return String.join("\n", text.lines().limit(25).map(line -> "    " + line).toList());
    }
}
