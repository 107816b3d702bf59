/** Writes Maven projects for plugins, from the examples that this build compiled and tested. Knows no experiment files. */
package org.recurve.app.project;
