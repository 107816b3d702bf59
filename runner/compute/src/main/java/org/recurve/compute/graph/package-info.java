/**
 * The graph that a model becomes: a closed set of operations, each with its shape rule, its forward-mode and its
 * reverse-mode rule. Derivatives are graphs of the same operations, so they nest.
 */
package org.recurve.compute.graph;
