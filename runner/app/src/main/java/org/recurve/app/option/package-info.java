/** Options that several commands share. Begin at {@link CommonOptions}. */
package org.recurve.app.option;
