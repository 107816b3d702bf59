/**
 * Reads the sections that decide a trial into a {@link Configuration}, with every default filled in. Begin at
 * {@link ConfigurationReader}.
 */
package org.recurve.app.configuration;
