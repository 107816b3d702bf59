package org.recurve.app.command;

import java.nio.file.Path;
import java.util.List;
import org.recurve.app.run.Folders;
import org.recurve.storage.Reader;

/** Where reports go. */
final class Reports {
    private Reports() {}

    /** Writes one report of these studies, and names its file. */
    static Path write(Folders folders, Reader reader, List<String> studies) {
        String rest = studies.size() > 1 ? "-and-" + (studies.size() - 1) + "-more" : "";
        return folders.reports().resolve(studies.getFirst() + rest + ".html");
    }
}
