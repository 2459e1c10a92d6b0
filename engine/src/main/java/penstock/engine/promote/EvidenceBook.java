package penstock.engine.promote;

import java.util.Collection;
import java.util.List;
import penstock.engine.port.OutsideFailure;
import penstock.promote.Evidence;

/** Evidence, which is only ever added to. */
public interface EvidenceBook {
    /** Adds some in one transaction; what is there already (by its id) is left as it is. */
    void add(String line, Collection<Evidence> evidence) throws OutsideFailure;

    /** All evidence of these subjects, by time. Costs what it gives. */
    List<Evidence> of(String line, Collection<String> subjects) throws OutsideFailure;
}
