/** Gradients held to finite differences, in double. */
package org.recurve.engine.gradient;
