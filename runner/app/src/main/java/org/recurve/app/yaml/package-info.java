/** Experiment files as trees of nodes that know where they stand. */
package org.recurve.app.yaml;
