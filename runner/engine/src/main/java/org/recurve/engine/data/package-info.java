/** From a data set to batches: opened once a study, shuffled by name, filled into arrays that are used again. */
package org.recurve.engine.data;
