/** Holds what happens during a study, as records; published on the bus, journaled, and read by listeners. */
package org.recurve.api.event;
