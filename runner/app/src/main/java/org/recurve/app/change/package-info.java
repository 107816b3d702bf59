/**
 * Changes configurations by paths: what ablations, sweeps and {@code --set} have in common. Begin at
 * {@link DeltaChange} and {@link ChangeEditor}.
 */
package org.recurve.app.change;
