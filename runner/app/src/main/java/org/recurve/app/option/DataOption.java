package org.recurve.app.option;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Says where data of the user's own lies, for commands that read data sets. Filled by picocli. */
public final class DataOption {
    static final String NAME = "--data";

    @Option(
            names = NAME,
            paramLabel = "DIR",
            description = "Folder of your own data, for data sets that name files (default: the current folder).")
    private Path folder = Path.of("");

    /** Returns the words that say the same from any folder. */
    public List<String> words() {
        return folder.toString().isEmpty()
                ? List.of()
                : List.of(NAME, folder.toAbsolutePath().toString());
    }

    Path folder() {
        return folder.toString().isEmpty() ? folder : ExistingFolder.folder(NAME, folder);
    }
}
