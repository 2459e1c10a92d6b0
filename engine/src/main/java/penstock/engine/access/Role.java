package penstock.engine.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What someone may do over the network. */
public enum Role {
    /** Reports how jobs ended. */
    REPORTER,
    /** Promotes labels, and takes them back. */
    PROMOTER,
    /** Asks for builds, and takes builds over from elsewhere. */
    BUILDER,
    /** All of that, and whatever else can be changed or is read by no one else. */
    OPERATOR;

    /** As people write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether someone with these roles may do what takes this one. */
    public boolean isIn(Set<Role> roles) {
        return roles.contains(this) || roles.contains(OPERATOR);
    }

    /** What is not a role of {@link #read}. */
    public static List<String> unknown(Collection<String> words) {
        return words.stream().filter(word -> find(word).isEmpty()).toList();
    }

    /** The roles that some words name; other words are left out. */
    public static Set<Role> read(Collection<String> words) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        words.forEach(word -> find(word).ifPresent(roles::add));
        return roles;
    }

    /** In a fixed order. */
    public static List<String> words(Set<Role> roles) {
        List<String> words = new ArrayList<>();
        for (Role role : values()) {
            if (roles.contains(role)) {
                words.add(role.word());
            }
        }
        return words;
    }

    private static Optional<Role> find(String word) {
        for (Role role : values()) {
            if (role.word().equals(word)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
