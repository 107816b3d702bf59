/** Optimizers and clippers: plugins that move a vector of parameters downhill, asking the objective for what they need. */
package org.recurve.api.optimize;
