/** Losses: what training minimizes. */
package org.recurve.optimization.loss;
