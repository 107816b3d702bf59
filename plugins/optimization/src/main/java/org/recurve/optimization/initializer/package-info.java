/** Describes how parameters begin. */
package org.recurve.optimization.initializer;
