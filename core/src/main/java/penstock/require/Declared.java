package penstock.require;

import penstock.problem.SourcePosition;

/**
 * One requirement as upstream declares it.
 *
 * @param at the line that declares it, its text as written
 */
public record Declared(Requirement requirement, Use use, SourcePosition at) {
    public String name() {
        return requirement.name();
    }

    public Ecosystem ecosystem() {
        return requirement.ecosystem();
    }
}
