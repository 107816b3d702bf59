/** Formats that other programs read: CSV and JSON lines for tables, safetensors and NumPy's for weights. */
package org.recurve.export;
