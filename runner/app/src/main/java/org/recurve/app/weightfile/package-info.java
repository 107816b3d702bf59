/**
 * Reads weights that other programs wrote: safetensors, npz and ONNX. Begin at {@link org.recurve.app.weightfile.WeightFileReader}.
 * Believes nothing that a file says of itself, and knows no model.
 */
package org.recurve.app.weightfile;
