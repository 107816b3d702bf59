/** Conditions on trials, as people write them. */
package org.recurve.app.query;
