package org.recurve.app.option;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Says where data of the user's own lies, for commands that read data sets. Filled by picocli. */
public final class DataOption {
    static final String NAME = "--data";

    @Option(
            names = NAME,
            paramLabel = "DIR",
            description = "Folder of your own data, for data sets that name files (default: the current folder).")
    private Path folder = Path.of("");

    Path folder() {
        return folder.toString().isEmpty() ? folder : ExistingFolder.folder(NAME, folder);
    }
}
