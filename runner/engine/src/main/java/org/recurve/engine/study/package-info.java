/** A study: its trials one after another or side by side, and what was expected of them. */
package org.recurve.engine.study;
