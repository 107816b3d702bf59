/** Losses: what training makes small. */
package org.recurve.optimization.loss;
