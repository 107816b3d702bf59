/** Data sets: where examples come from, and what an example holds. */
package org.recurve.api.data;
