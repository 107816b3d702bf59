/** States what a model does on data: units that are dead or saturated, gradients by depth. Begin at {@link Diagnosis}. */
package org.recurve.engine.diagnosis;
