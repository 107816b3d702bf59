/** From an experiment file to the study it asks for: sections, changes, seeds, and what is expected. */
package org.recurve.app.spec;
