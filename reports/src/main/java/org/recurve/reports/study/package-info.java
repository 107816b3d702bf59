/** A stored study, seen the way a question is asked: arms to be compared, and what they are compared by. */
package org.recurve.reports.study;
