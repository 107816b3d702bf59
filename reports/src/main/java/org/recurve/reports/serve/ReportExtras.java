package org.recurve.reports.serve;

import java.util.List;
import org.recurve.reports.section.OwnSection;
import org.recurve.reports.style.ReportStyle;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.StudyView;

/** Gives the reports that a page shows what a lab adds to them. */
public interface ReportExtras {
    /** Returns the style of the reports. */
    ReportStyle style();

    /** Returns the sections that plugins make of a study; one that failed says so itself. */
    List<OwnSection> sections(StudyView study, StoreReader reader);
}
