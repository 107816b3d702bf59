/** Describes how settings are searched: points of a unit cube, suggested one after another. */
package org.recurve.api.search;
