package penstock.engine.diff;

import java.util.List;
import java.util.Optional;
import penstock.distro.Package;
import penstock.engine.port.OutsideFailure;
import penstock.engine.query.PackageViews;
import penstock.engine.query.Queries;

/** What pages and commands read of packages, as far as comparisons need it. */
public record StoredPackages(PackageViews packages, Queries queries) implements PackageHistory {
    @Override
    public Optional<Package> pkg(String line, String project) throws OutsideFailure {
        return packages.find(line, project, 1).map(PackageViews.PackageView::pkg);
    }

    @Override
    public Optional<Queries.BuildRow> build(String id) throws OutsideFailure {
        return queries.build(id).map(Queries.BuildDetail::row);
    }

    @Override
    public List<Queries.BuildRow> builds(String line, String project, int limit) throws OutsideFailure {
        return queries.builds(line, Optional.of(project), limit);
    }
}
