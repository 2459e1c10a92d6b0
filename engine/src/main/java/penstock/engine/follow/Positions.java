package penstock.engine.follow;

import java.util.Map;
import penstock.engine.port.OutsideFailure;
import penstock.follow.Position;

/** How far the factory has come. Written where findings are taken up ({@link Findings}), only read by the follower. */
public interface Positions {
    /**
     * The positions of all packages of a line, by project; a package never taken up is left out. One cheap read, made once a pass.
     *
     * @param line the release line's name
     */
    Map<String, Position> of(String line) throws OutsideFailure;
}
