/**
 * Methods that are still to come, written as plugins now: they hold the SPIs to being able to express them.
 *
 * <p>Nothing is computed here. A {@link org.recurve.api.expression.Transcript} stands in for the tracer and writes down
 * what a plugin asks for.
 */
package org.recurve.api.expression;
