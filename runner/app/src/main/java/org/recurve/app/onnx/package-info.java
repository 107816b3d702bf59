/**
 * Writes trained models as ONNX: the traced graph's operations become standard operators, so that any layer can be written. Begin at
 * {@link org.recurve.app.onnx.OnnxExport}; {@link org.recurve.app.onnx.OnnxLowering} has the operations. Knows no layer.
 */
package org.recurve.app.onnx;
