/**
 * Reads the files in which upstream projects declare what they need, without running any of them. Start with
 * {@link penstock.require.file.RequirementFiles}; each kind of file has its reader beside it.
 *
 * <p>Every reader goes on after what it can't read: a file that is cut off or has a conflict in it gives what can be read, and a
 * problem with its line for the rest.
 */
@NullMarked
package penstock.require.file;

import org.jspecify.annotations.NullMarked;
