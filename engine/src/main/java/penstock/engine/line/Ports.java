package penstock.engine.line;

import penstock.engine.build.PackageBuilder;
import penstock.engine.build.SpecReader;
import penstock.engine.publish.Publisher;

/**
 * What carries out a line's orders.
 *
 * @param watch is told of commits that were found before any of the others
 */
public record Ports(SpecReader specs, PackageBuilder builder, Publisher publisher, CommitWatch watch) {
    public Ports(SpecReader specs, PackageBuilder builder, Publisher publisher) {
        this(specs, builder, publisher, CommitWatch.NONE);
    }

    public Ports watchedBy(CommitWatch other) {
        return new Ports(specs, builder, publisher, other);
    }
}
