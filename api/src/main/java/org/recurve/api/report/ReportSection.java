package org.recurve.api.report;

/**
 * Makes a section of a study's report. It gives typed records, which the report draws with its own charts and tables: all texts are
 * shown as texts, never as markup. It reads what is stored and changes nothing; the same study must give the same section. One that
 * fails, or takes too long, is a box in the report that names it, and harms nothing else.
 */
public interface ReportSection<C extends Record> {
    /**
     * Returns the section.
     *
     * @param study finished or not: it may have no trials, trials without metrics, and metrics that are no finite numbers
     */
    SectionContent content(C config, ReportedStudy study);
}
