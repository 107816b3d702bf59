/** Holds what a run is made of, wired together: store, data, events, and the engine. */
package org.recurve.app.run;
