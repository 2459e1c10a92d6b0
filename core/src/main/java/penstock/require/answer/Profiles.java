package penstock.require.answer;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Profiles of bindep: {@code [platform:rpm !platform:fedora test]}. */
final class Profiles {
    private static final Set<String> RPM = Set.of(
            "platform:rpm",
            "platform:redhat",
            "platform:centos",
            "platform:rhel",
            "platform:fedora",
            "platform:base-py3",
            "platform:rocky");

    private Profiles() {}

    /** Whether distributions of the RPM family are among its platforms; without any, all are. */
    static boolean ofRpm(String condition) {
        List<String> platforms = Arrays.stream(condition.split("[\\s\\[\\]()|]+"))
                .filter(one -> one.startsWith("platform:"))
                .toList();
        boolean not = Arrays.stream(condition.split("[\\s\\[\\]()|]+"))
                .anyMatch(one -> one.equals("!platform:rpm") || one.equals("!platform:redhat"));
        return !not
                && (platforms.isEmpty()
                        || platforms.stream().anyMatch(one -> RPM.stream().anyMatch(one::startsWith)));
    }
}
