/** Describes how parameters move: from the gradient alone, or with the curvature. */
package org.recurve.optimization.optimizer;
