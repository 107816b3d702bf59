/** Describes how numbers, times and JSON are written for people. */
package org.recurve.reports.text;
