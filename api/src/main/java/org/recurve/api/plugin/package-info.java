/** What every plugin carries: its name, its documented settings, and references to other plugins. */
package org.recurve.api.plugin;
