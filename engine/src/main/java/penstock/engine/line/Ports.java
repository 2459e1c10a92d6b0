package penstock.engine.line;

import penstock.engine.build.PackageBuilder;
import penstock.engine.build.SpecReader;
import penstock.engine.publish.Publisher;

/** What carries out a line's orders. */
public record Ports(SpecReader specs, PackageBuilder builder, Publisher publisher) {}
