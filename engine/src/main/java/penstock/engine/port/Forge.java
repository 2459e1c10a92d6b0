package penstock.engine.port;

/** Where changes are proposed and reviewed. All calls are safe to repeat. */
public interface Forge {
    /**
     * Puts a comment on a proposed change, or, when it has one of this key already, lets that say this. Nothing is sent when it says so
     * already.
     *
     * @param change its address, as the forge gives it
     */
    void comment(String change, Comment comment) throws OutsideFailure;

    /**
     * @param key what it is about: a change has one comment for each
     * @param file path in the tree of the line that it is put to; empty for the change as a whole
     * @param line counted from 1; 0 for the whole file
     * @param resolved whether nothing has to be done for it any more
     */
    record Comment(String key, String file, int line, String text, boolean resolved) {}
}
