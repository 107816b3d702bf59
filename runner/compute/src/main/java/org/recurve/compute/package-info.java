/** The compute core: a model is traced, differentiated, planned and run; values in, values out. */
package org.recurve.compute;
