/** Holds what a trial leaves for the report besides numbers: typed, so that reports know no plugin. */
package org.recurve.api.artifact;
