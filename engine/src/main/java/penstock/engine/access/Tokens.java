package penstock.engine.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import penstock.engine.port.OutsideFailure;

/** The tokens that changes over the network need. Of a token's secret only a digest is kept. */
public interface Tokens {
    /** @return false when the name is taken; nothing is changed then */
    boolean add(Token token) throws OutsideFailure;

    /** @return false when there is none of this name */
    boolean remove(String name) throws OutsideFailure;

    /** All of them, by name; expired ones too. */
    List<Token> all() throws OutsideFailure;

    /** The token with this id. */
    Optional<Token> find(String id) throws OutsideFailure;

    /** Remembers when a token was last used. */
    void used(String id, Instant when) throws OutsideFailure;

    /**
     * @param name what people call it, unique
     * @param id the public part of the token's text
     * @param digest of the secret part ({@link TokenText})
     * @param expires empty for never
     * @param used the last use, known to the minute
     * @param roles what it allows
     */
    record Token(
            String name,
            String id,
            String digest,
            Instant created,
            Optional<Instant> expires,
            Optional<Instant> used,
            Set<Role> roles) {
        public Token {
            roles = Set.copyOf(roles);
        }

        public Token(
                String name,
                String id,
                String digest,
                Instant created,
                Optional<Instant> expires,
                Optional<Instant> used) {
            this(name, id, digest, created, expires, used, Set.of(Role.OPERATOR));
        }

        /** Whether it is still good at this time. */
        public boolean goodAt(Instant time) {
            return expires.filter(end -> !time.isBefore(end)).isEmpty();
        }
    }
}
