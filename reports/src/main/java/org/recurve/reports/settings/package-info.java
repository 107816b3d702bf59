/**
 * Says in what configurations differ, with parts of the model by their names and plugins as files write them. Begin at
 * {@link org.recurve.reports.settings.ConfigurationChanges}; it knows no study and no page.
 */
package org.recurve.reports.settings;
