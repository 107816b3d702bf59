/** A trial: one training from scratch, from the traced model to the metrics of the selected epoch. */
package org.recurve.engine.trial;
