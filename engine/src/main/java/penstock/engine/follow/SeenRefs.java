package penstock.engine.follow;

import java.util.Collection;
import java.util.Map;
import penstock.engine.port.OutsideFailure;
import penstock.follow.Sighting;

/** What the follower remembers of every repository that it looked at, so that it can tell activity, and a tag that was moved. */
public interface SeenRefs {
    /** By URL, as the distribution gives it. Read once, when following starts. */
    Map<String, Sighting> all() throws OutsideFailure;

    /** Keeps these in one transaction; each replaces the one of the same URL. A pass that found nothing new does not call it. */
    void keep(Collection<Sighting> sightings) throws OutsideFailure;
}
