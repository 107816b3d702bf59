package org.recurve.reports.page;

import org.recurve.storage.view.StudyView;

/** The command lines that lead back to a study's numbers. */
public record ReportCommands(String check, String run, String show, String report) {
    static ReportCommands of(StudyView study) {
        String name = quoted(study.study());
        String file = quoted(study.study() + ".yaml");
        return new ReportCommands(
                "./recurve check " + file,
                "./recurve run " + file,
                "./recurve show " + name,
                "./recurve report " + name);
    }

    /** One word to a POSIX shell. */
    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9._][A-Za-z0-9._/-]*") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
