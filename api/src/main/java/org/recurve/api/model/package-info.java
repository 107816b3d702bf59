/** The model's vocabulary: values of one example, the scope that declares parameters, and the SPIs written on them. */
package org.recurve.api.model;
