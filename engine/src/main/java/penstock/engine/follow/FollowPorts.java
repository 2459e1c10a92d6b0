package penstock.engine.follow;

import penstock.engine.port.Mirror;

/** All that following needs of the outside. */
public record FollowPorts(Mirror mirror, Positions positions, SeenRefs seenRefs, Findings findings) {}
