/**
 * Gives plugins their {@link org.recurve.api.model.Scope} while they are traced: parameters, buffers, parts, scans.
 * Begin at {@link TracingScope}.
 */
package org.recurve.compute.scope;
