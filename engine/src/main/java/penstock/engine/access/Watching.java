package penstock.engine.access;

/** What looks at repositories, as those who ask for something see it. */
public interface Watching {
    /** Looks at the repository of a URL without waiting for its turn. */
    void lookNow(String url);

    /** What is to be followed is not what it was: looks at all of it once, soon. */
    void followAnew();
}
