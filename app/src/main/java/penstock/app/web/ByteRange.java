package penstock.app.web;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of a file that a {@code Range} header asks for (RFC 9110, 14.2). Only one range of bytes is answered as such; a
 * header of several, of another unit or that can't be read is ignored, as the RFC allows, and the whole file is sent.
 *
 * @param first the first byte's offset
 * @param last the last byte's offset
 */
record ByteRange(long first, long last) {
    private static final Pattern ONE = Pattern.compile("bytes=\\s*(\\d{0,18})-(\\d{0,18})\\s*");

    long length() {
        return last - first + 1;
    }

    /** {@code Content-Range} of the answer. */
    String of(long size) {
        return "bytes " + first + "-" + last + "/" + size;
    }

    sealed interface Asked {
        record Whole() implements Asked {}

        record Part(ByteRange range) implements Asked {}

        /** 416: the file has no such bytes. */
        record Unsatisfiable() implements Asked {}
    }

    static Asked read(@Nullable String header, long size) {
        Optional<Matcher> matched =
                Optional.ofNullable(header).map(ONE::matcher).filter(Matcher::matches);
        if (matched.isEmpty()) {
            return new Asked.Whole();
        }
        String from = matched.get().group(1);
        String to = matched.get().group(2);
        if (from.isEmpty()) {
            return to.isEmpty() ? new Asked.Whole() : last(Long.parseLong(to), size);
        }
        long first = Long.parseLong(from);
        long last = to.isEmpty() ? Long.MAX_VALUE : Long.parseLong(to);
        if (last < first) {
            return new Asked.Whole();
        }
        return first >= size
                ? new Asked.Unsatisfiable()
                : new Asked.Part(new ByteRange(first, Math.min(last, size - 1)));
    }

    private static Asked last(long count, long size) {
        return count == 0 || size == 0
                ? new Asked.Unsatisfiable()
                : new Asked.Part(new ByteRange(Math.max(0, size - count), size - 1));
    }
}
