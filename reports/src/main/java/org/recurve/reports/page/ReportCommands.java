package org.recurve.reports.page;

import org.recurve.reports.text.CommandLine;
import org.recurve.storage.view.StudyView;

/** The command lines that lead back to a study's numbers. */
public record ReportCommands(String check, String run, String show, String report) {
    static ReportCommands of(StudyView study) {
        String file = study.study() + ".yaml";
        return new ReportCommands(
                CommandLine.recurve("check", file),
                CommandLine.recurve("run", file),
                CommandLine.recurve("show", study.study()),
                CommandLine.recurve("report", study.study()));
    }
}
