package penstock.edge.sandbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import penstock.edge.process.Invocation;
import penstock.edge.process.ProcessRunner;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.Sandbox;

/**
 * The mounts when Penstock is an ordinary user: made by mount(8) as root of the user namespace. The lower trees must be readable by
 * that user, and are its own where a command shall change what they hold. What is written is always kept in memory: no other file
 * system with a size can be mounted without being root.
 */
final class ToolStage implements Stage {
    /** Constant; sizes and paths are arguments. */
    private static final String BUILD = """
            set -e
            mount -t tmpfs -o mode=755,nosuid,nodev,size=4m tmpfs /sys
            cd /sys
            mkdir root disk
            mount -t tmpfs -o "nosuid,nodev,$1" tmpfs disk
            mkdir disk/upper disk/work disk/tmp
            shift
            n=0
            lowers=
            for lower
            do
                mkdir l$n
                mount --rbind "$lower" l$n
                lowers=$lowers${lowers:+:}l$n
                n=$((n + 1))
            done
            mount -t overlay -o "userxattr,volatile,upperdir=disk/upper,workdir=disk/work,lowerdir=$lowers" overlay root
            """;

    private static final String BIND = """
            set -e
            if [ -d "$1" ]; then mkdir "$2"; else : > "$2"; fi
            mount --rbind "$1" "$2"
            """;

    /** Constant. Who commands are may not be known outside, so everybody may write. */
    private static final String FOLDER = "mkdir -p -- \"$1\" && chmod 0777 -- \"$1\"";

    private final HostTools tools;
    private final Entry entry;
    private final Map<Path, String> sources = new HashMap<>();

    ToolStage(HostTools tools, Entry entry) {
        this.tools = tools;
        this.entry = entry;
    }

    @Override
    public void build(Sandbox.Lower lower, long diskBytes) throws OutsideFailure, InterruptedException {
        if (!lower.usr().isEmpty()) {
            throw new OutsideFailure("sandbox: a /usr of trees that are not Penstock's own needs root", false);
        }
        var argv = new ArrayList<>(entry.asRoot());
        argv.addAll(List.of(tools.path("sh"), "-c", BUILD, "sh", Layer.options(diskBytes)));
        lower.trees().forEach(tree -> argv.add(tree.toString()));
        new ProcessRunner().capture(Invocation.of(HostTools.QUICK, argv)).orFail("sandbox: mounting a root");
    }

    /**
     * Bound once, by who may go to it: with a range of ids a command is another one of the user's ids, which folders of the user on the
     * way need not let through.
     */
    @Override
    public String source(Path host, boolean rootInside) throws OutsideFailure, InterruptedException {
        var known = sources.get(host);
        if (known != null) {
            return known;
        }
        var at = AT + "/m" + sources.size();
        var argv = new ArrayList<>(entry.asRoot());
        argv.addAll(List.of(tools.path("sh"), "-c", BIND, "sh", host.toString(), at));
        new ProcessRunner().capture(Invocation.of(HostTools.QUICK, argv)).orFail("sandbox: binding " + host);
        sources.put(host, at);
        return at;
    }

    @Override
    public void folder(String inside) throws OutsideFailure, InterruptedException {
        var argv = new ArrayList<>(entry.asRoot());
        argv.addAll(List.of(tools.path("sh"), "-c", FOLDER, "sh", AT + "/root" + inside));
        new ProcessRunner()
                .capture(Invocation.of(HostTools.QUICK, argv))
                .orFail("sandbox: making the folder " + inside + " in a root");
    }

    @Override
    public boolean inMemory() {
        return true;
    }

    @Override
    public void close() {}
}
