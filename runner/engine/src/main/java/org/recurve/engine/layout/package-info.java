/** Finds a model's tensors in files that name and order them as other programs do. Knows tensors alone, and reads no file. */
package org.recurve.engine.layout;
