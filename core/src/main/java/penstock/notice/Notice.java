package penstock.notice;

import java.util.List;

/**
 * A message about one package, before it is put into words for one of its readers.
 *
 * @param causes what it is about: the one new cause, or all that are over
 */
public record Notice(Kind kind, Audience audience, BuildEnd end, List<String> causes) {
    public Notice {
        causes = List.copyOf(causes);
    }

    public enum Kind {
        /** The package fails for a reason that nobody was told of. */
        NEW_CAUSE,
        /** The package builds again. */
        RECOVERED
    }

    /** Who can do something about it. */
    public enum Audience {
        /** Of the package, as the distribution names them. */
        MAINTAINERS,
        /** Of this factory. */
        OPERATORS
    }
}
