package penstock.app.api;

import io.javalin.http.Context;
import java.util.List;
import penstock.distro.Package;
import penstock.distro.ReleaseLine;
import penstock.engine.access.AuditedFactory;
import penstock.engine.port.OutsideFailure;
import penstock.problem.Spelling;

/** The lines and packages that addresses name. */
final class Named {
    private final AuditedFactory factory;

    Named(AuditedFactory factory) {
        this.factory = factory;
    }

    ReleaseLine line(Context context) throws Refusal {
        String name = context.pathParam("line");
        List<String> names = factory.lines().stream().map(ReleaseLine::name).toList();
        return factory.lines().stream()
                .filter(line -> line.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("no such line is followed", Spelling.hint(shown(name), names)));
    }

    /** The name of a line that is followed or once was. */
    String begun(Context context) throws Refusal, OutsideFailure {
        String name = context.pathParam("line");
        List<String> names = factory.begun();
        if (names.contains(name)) {
            return name;
        }
        throw Refusal.notFound("no such line was begun here", Spelling.hint(shown(name), names));
    }

    /** By any of its names. */
    Package pkg(Context context, ReleaseLine line) throws Refusal {
        List<Package> found = line.find(context.pathParam("package"));
        if (found.size() == 1) {
            return found.getFirst();
        }
        throw found.isEmpty()
                ? Refusal.notFound(
                        "the line " + line.name() + " has no such package",
                        line.hint(shown(context.pathParam("package"))))
                : Refusal.notFound(
                        "this name is that of several packages",
                        "name one of "
                                + String.join(
                                        ", ",
                                        found.stream().map(Package::project).toList()));
    }

    /** What is compared with names need not be longer than one. */
    private static String shown(String name) {
        return name.length() <= 100 ? name : name.substring(0, 100);
    }
}
