package penstock.edge.sandbox;

import java.util.ArrayList;
import java.util.List;
import penstock.engine.port.OutsideFailure;

/** How a program of the host is started in a holder's namespaces: the first words of its command line. */
record Entry(HostTools tools, long holderPid, boolean singleId) {
    /** The uid and gid inside of commands that are not root there. */
    static final int PLAIN = 1000;

    List<String> asRoot() throws OutsideFailure {
        return as(0);
    }

    /** With a single mapped id there is only one user inside; bubblewrap renames it. */
    List<String> asPlain() throws OutsideFailure {
        return as(PLAIN);
    }

    private List<String> as(int id) throws OutsideFailure {
        var argv = new ArrayList<>(
                List.of(tools.path("nsenter"), "--target", Long.toString(holderPid), "--user", "--mount", "--pid"));
        if (singleId) {
            argv.add("--preserve-credentials");
        } else {
            argv.addAll(List.of("--setuid", Integer.toString(id), "--setgid", Integer.toString(id)));
        }
        argv.add("--");
        return argv;
    }
}
