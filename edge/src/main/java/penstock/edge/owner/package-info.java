/**
 * Who owns a data folder: a lock on a file that the kernel takes back from a process that dies, and a Unix socket for those that
 * come second. Start with {@link penstock.edge.owner.LockedFolder}; {@link penstock.edge.owner.Protocol} has the words on the
 * socket.
 */
@NullMarked
package penstock.edge.owner;

import org.jspecify.annotations.NullMarked;
