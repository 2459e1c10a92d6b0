/**
 * What Python projects require, in Python's own terms: versions and specifiers of PEP 440, requirements and markers of PEP 508, names of
 * PEP 503. Answers are those of Python's {@code packaging} 23.0, the one of Debian 12; where it and its successors differ, the type says
 * so. Start with {@link penstock.require.python.PythonRequirement}.
 *
 * <p>Everything here reads one line of outside text of at most {@link penstock.require.python.PythonRequirement#MAX_LENGTH} characters,
 * in one pass from left to right, and answers with a {@link penstock.require.python.Reading}: the value, or what is wrong and at which
 * column.
 */
@NullMarked
package penstock.require.python;

import org.jspecify.annotations.NullMarked;
