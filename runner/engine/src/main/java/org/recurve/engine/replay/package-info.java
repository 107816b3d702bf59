/** Trials run again, and compared with what they did before. */
package org.recurve.engine.replay;
