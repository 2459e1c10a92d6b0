package penstock.engine.access;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import penstock.distro.Package;
import penstock.distro.ReleaseLine;
import penstock.engine.line.LineDecisions;
import penstock.engine.port.OutsideFailure;
import penstock.line.LineEvent;
import penstock.line.LineState;
import penstock.line.PackageState;
import penstock.line.Pause;
import penstock.problem.Spelling;

/** Changes what is followed for somebody who asks for it, tells what came of it, and puts it on record. */
public final class FollowOffice {
    private static final int LONGEST_REASON = 500;

    private final LineDecisions lines;
    private final OnRecord record;

    public FollowOffice(LineDecisions lines, AuditTrail audit) {
        this.lines = lines;
        this.record = new OnRecord(audit);
    }

    /**
     * All of it, or when a name is wrong nothing.
     *
     * @param told what was done, line by line
     * @return what could not be done, and why
     */
    public List<String> change(Actor actor, FollowChange change, Consumer<String> told)
            throws OutsideFailure, InterruptedException {
        return record.tried(actor, action(change), target(change), () -> {
            List<String> problems = new ArrayList<>();
            Map<LineState, List<String>> meant = meant(change, problems);
            if (problems.isEmpty()) {
                for (Map.Entry<LineState, List<String>> one : meant.entrySet()) {
                    carryOut(actor, change, one.getKey(), one.getValue(), told);
                }
            }
            return problems;
        });
    }

    private static String action(FollowChange change) {
        return switch (change) {
            case FollowChange.Pause _ -> "pause";
            case FollowChange.Resume _ -> "resume";
            case FollowChange.Remove _ -> "remove";
        };
    }

    private static String target(FollowChange change) {
        String line = change.line().orElse("every line");
        String reason =
                change instanceof FollowChange.Pause pause && !pause.reason().isEmpty() ? ": " + pause.reason() : "";
        return (line + " " + String.join(" ", change.packages())).strip() + reason;
    }

    /** The projects that are meant of each line; none for the whole line. */
    private Map<LineState, List<String>> meant(FollowChange change, List<String> problems) throws OutsideFailure {
        if (change instanceof FollowChange.Pause pause && pause.reason().length() > LONGEST_REASON) {
            problems.add("a reason has at most " + LONGEST_REASON + " characters");
        }
        List<String> known = lines.lines();
        Optional<String> line = change.line();
        if (line.isPresent() && !known.contains(line.orElseThrow())) {
            String hint = Spelling.hint(line.orElseThrow(), known);
            problems.add("no line " + line.orElseThrow() + " was begun here" + (hint.isEmpty() ? "" : "; " + hint));
            return Map.of();
        }
        Map<LineState, List<String>> meant = new LinkedHashMap<>();
        for (String name : line.map(List::of).orElse(known)) {
            meant.put(lines.state(name), List.of());
        }
        if (change instanceof FollowChange.Remove) {
            meant.replaceAll((_, _) -> change.packages());
            meant.keySet().forEach(state -> problems.addAll(notGone(state, change.packages())));
        } else if (!change.packages().isEmpty()) {
            meant.replaceAll((state, _) -> projects(state, change.packages()));
            problems.addAll(unknown(meant, change.packages()));
            meant.values().removeIf(List::isEmpty);
        }
        return meant;
    }

    private static List<String> notGone(LineState state, List<String> projects) {
        if (projects.isEmpty() && state.gone().isEmpty()) {
            return List.of("the line " + state.name() + " is followed; take it out of the distribution, or out of"
                    + " distribution: lines: in penstock.yaml (which takes a restart), first");
        }
        return projects.stream()
                .filter(project -> !state.gonePackages().contains(project))
                .map(project -> line(state).find(project).isEmpty()
                        ? "no package " + project + " is gone from " + state.name() + "; gone are: "
                                + String.join(", ", state.gonePackages())
                        : "the distribution still names " + project + " in " + state.name()
                                + "; take it out there first, which a running factory follows by itself")
                .toList();
    }

    private static List<String> projects(LineState state, List<String> names) {
        ReleaseLine line = line(state);
        return names.stream()
                .flatMap(name -> line.find(name).stream())
                .map(Package::project)
                .distinct()
                .toList();
    }

    private static ReleaseLine line(LineState state) {
        return new ReleaseLine(
                state.name(),
                "",
                "",
                List.of(),
                state.packages().stream().map(PackageState::pkg).toList());
    }

    private static List<String> unknown(Map<LineState, List<String>> meant, List<String> names) {
        List<ReleaseLine> all = meant.keySet().stream().map(FollowOffice::line).toList();
        return names.stream()
                .filter(name -> all.stream().allMatch(line -> line.find(name).isEmpty()))
                .map(name -> "no package is called " + name
                        + all.stream()
                                .map(line -> line.hint(name))
                                .filter(hint -> !hint.isEmpty())
                                .findFirst()
                                .map(hint -> "; " + hint)
                                .orElse(""))
                .toList();
    }

    private void carryOut(
            Actor actor, FollowChange change, LineState state, List<String> projects, Consumer<String> told)
            throws OutsideFailure, InterruptedException {
        String line = state.name();
        String what = projects.isEmpty() ? "the whole line" : String.join(", ", projects);
        switch (change) {
            case FollowChange.Pause pause -> {
                lines.take(line, new LineEvent.Paused(projects, actor.who(), pause.reason()));
                told.accept(line + ": " + what + (projects.size() > 1 ? " are" : " is") + " paused; what runs ends");
            }
            case FollowChange.Remove _ -> {
                lines.take(line, new LineEvent.Removed(projects));
                told.accept(line + ": " + what + (projects.size() > 1 ? " are" : " is")
                        + " removed; history and labels stay, files go with the next purge");
            }
            case FollowChange.Resume _ -> {
                lines.take(line, new LineEvent.Resumed(projects));
                told.accept(line + ": " + what + (projects.size() > 1 ? " are" : " is") + " followed again");
                still(lines.state(line), projects).ifPresent(told);
            }
        }
    }

    /** What stays paused although somebody may think that it is not. */
    private static Optional<String> still(LineState state, List<String> projects) {
        Optional<Pause> line = state.pause();
        if (line.isPresent()) {
            return Optional.of(state.name() + ": but its line is paused: penstock resume --line " + state.name());
        }
        String paused = state.packages().stream()
                .map(one -> one.pkg().project())
                .filter(project -> projects.isEmpty() && state.pause(project).isPresent())
                .collect(Collectors.joining(" "));
        return paused.isEmpty()
                ? Optional.empty()
                : Optional.of(state.name() + ": these stay paused by themselves: " + paused);
    }
}
