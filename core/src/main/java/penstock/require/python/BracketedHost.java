package penstock.require.python;

import java.util.List;
import java.util.stream.IntStream;

/** What may be in the brackets of a URL's host: an IPv6 address, or one of a later kind ({@code v1.x}), as Python's library checks it. */
final class BracketedHost {
    private BracketedHost() {}

    /** @param host user and port may be with it; it has both brackets somewhere */
    static boolean allows(String host) {
        String place = host.substring(host.lastIndexOf('@') + 1);
        int open = place.indexOf('[');
        if (open > 0) {
            return false;
        }
        String bracketed = place.substring(open + 1);
        int end = bracketed.indexOf(open == 0 ? ']' : ':');
        String address = end < 0 ? bracketed : bracketed.substring(0, end);
        String behind = end < 0 ? "" : bracketed.substring(end + 1);
        if (open == 0 && !behind.isEmpty() && !behind.startsWith(":")) {
            return false;
        }
        return address.startsWith("v") ? isLater(address) : isIpv6(address);
    }

    private static boolean isLater(String address) {
        int dot = address.indexOf('.');
        return dot > 1
                && dot < address.length() - 1
                && address.substring(1, dot).chars().allMatch(BracketedHost::isHex);
    }

    private static boolean isHex(int c) {
        return c < 128 && Character.digit(c, 16) >= 0;
    }

    private static boolean isIpv6(String address) {
        int percent = address.indexOf('%');
        if (percent >= 0 && (percent == address.length() - 1 || address.indexOf('%', percent + 1) >= 0)) {
            return false;
        }
        String plain = percent < 0 ? address : address.substring(0, percent);
        List<String> parts = List.of(plain.split(":", -1));
        boolean mapped = parts.getLast().contains(".");
        if (parts.size() < 3 || (mapped && !isIpv4(parts.getLast()))) {
            return false;
        }
        List<String> groups = mapped ? parts.subList(0, parts.size() - 1) : parts;
        int size = groups.size() + (mapped ? 2 : 0);
        if (!groups.stream()
                .allMatch(group -> group.length() <= 4 && group.chars().allMatch(BracketedHost::isHex))) {
            return false;
        }
        return hasEightGroups(groups, size, mapped);
    }

    /** One run of zeros may be left out, as {@code ::}; nowhere else a group is empty. */
    private static boolean hasEightGroups(List<String> groups, int size, boolean mapped) {
        List<Integer> inside = IntStream.range(1, size - 1)
                .filter(i -> i < groups.size() && groups.get(i).isEmpty())
                .boxed()
                .toList();
        boolean emptyFirst = groups.getFirst().isEmpty();
        boolean emptyLast = !mapped && groups.getLast().isEmpty();
        if (size > 9 || inside.size() > 1) {
            return false;
        }
        if (inside.isEmpty()) {
            return size == 8 && !emptyFirst && !emptyLast;
        }
        int gap = inside.getFirst();
        int before = gap - (emptyFirst ? 1 : 0);
        int after = size - gap - 1 - (emptyLast ? 1 : 0);
        return (!emptyFirst || before == 0) && (!emptyLast || after == 0) && before + after < 8;
    }

    private static boolean isIpv4(String address) {
        List<String> parts = List.of(address.split("\\.", -1));
        return parts.size() == 4
                && parts.stream()
                        .allMatch(part -> !part.isEmpty()
                                && part.length() <= 3
                                && part.chars().allMatch(c -> PythonText.isDigit((char) c))
                                && (part.length() == 1 || part.charAt(0) != '0')
                                && Integer.parseInt(part) <= 255);
    }
}
