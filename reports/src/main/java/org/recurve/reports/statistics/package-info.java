/** The few statistics a report states, each with its formula. */
package org.recurve.reports.statistics;
