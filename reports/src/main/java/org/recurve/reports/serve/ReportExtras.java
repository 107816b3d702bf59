package org.recurve.reports.serve;

import java.util.List;
import org.recurve.reports.section.OwnSection;
import org.recurve.reports.style.ReportStyle;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.StudyView;

/** Gives the reports that a page shows what a lab adds to them. */
public interface ReportExtras {
    /** Adds nothing. */
    ReportExtras NONE = new ReportExtras() {
        @Override
        public ReportStyle style() {
            return ReportStyle.PLAIN;
        }

        @Override
        public List<OwnSection> sections(StudyView study, StoreReader reader) {
            return List.of();
        }
    };

    /** Returns the style of the reports. */
    ReportStyle style();

    /** Returns the sections that plugins make of a study; one that failed says so itself. */
    List<OwnSection> sections(StudyView study, StoreReader reader);
}
