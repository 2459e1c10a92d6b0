package penstock.promote;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a candidate can't be promoted without, put so that it can be looked for among many: some of what a rule asks for, and never more.
 *
 * @param since it must have been there at this time
 * @param passed of each of these groups one job must have passed once; no job is in two
 */
public record Prerequisites(Instant since, List<Set<String>> passed) {
    public Prerequisites {
        passed = passed.stream().map(Set::copyOf).toList();
    }

    /** Criteria that are waived now, or share a job with one before, are left out. */
    public static Prerequisites of(Rule rule, Instant now) {
        List<Set<String>> passed = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (Rule.Criterion criterion : rule.criteria()) {
            Set<String> jobs = new HashSet<>();
            criterion.anyOf().forEach(job -> jobs.add(job.name()));
            boolean waived = jobs.stream().anyMatch(job -> rule.waiver(job, now).isPresent());
            boolean shared = jobs.stream().anyMatch(taken::contains);
            if (!waived && !shared) {
                passed.add(jobs);
                taken.addAll(jobs);
            }
        }
        return new Prerequisites(now.minus(rule.timing().soak()), passed);
    }

    /** Whether a candidate has them. */
    public boolean hold(Instant there, List<Evidence> evidence) {
        Set<String> succeeded = new HashSet<>();
        evidence.stream()
                .filter(one -> one.result() == Evidence.Result.SUCCESS)
                .forEach(one -> succeeded.add(one.job()));
        return !there.isAfter(since)
                && passed.stream().allMatch(jobs -> jobs.stream().anyMatch(succeeded::contains));
    }
}
