/** How parameters begin. */
package org.recurve.optimization.initializer;
