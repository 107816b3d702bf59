/** Layers that keep a net from fitting noise, or its activations from drifting: dropout, normalisation, random shifts. */
package org.recurve.regularization;
