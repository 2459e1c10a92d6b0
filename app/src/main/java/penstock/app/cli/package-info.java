/**
 * The command line. Start with {@link penstock.app.cli.CommandLineOf}; every command is a class of its own, and
 * {@link penstock.app.cli.Failures} is the one place where a failure becomes a message and an exit status.
 */
@NullMarked
package penstock.app.cli;

import org.jspecify.annotations.NullMarked;
