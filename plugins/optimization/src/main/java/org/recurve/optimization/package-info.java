/** Optimizers, and clippers that tame a gradient before they see it. */
package org.recurve.optimization;
