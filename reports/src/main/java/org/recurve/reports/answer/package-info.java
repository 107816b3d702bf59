/**
 * Answers a study's question: the planned tests, the table of results with its intervals, and the sentences above it. Begin at
 * {@link org.recurve.reports.answer.ResultSection} and {@link org.recurve.reports.answer.AnswerText}. It knows no page.
 */
package org.recurve.reports.answer;
