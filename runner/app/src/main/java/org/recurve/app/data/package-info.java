/** Data files: fetched through package managers, verified, and cached outside of git. */
package org.recurve.app.data;
