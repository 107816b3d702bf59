/** Texts that commands print: plans, results, diagnoses. Begin at {@link PlanText}. */
package org.recurve.app.text;
