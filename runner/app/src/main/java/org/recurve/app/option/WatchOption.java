package org.recurve.app.option;

import picocli.CommandLine.Option;

/** Says whether a run can be watched. Filled by picocli. */
public final class WatchOption {
    @Option(
            names = "--watch",
            description = "Serve a page over the store while this runs, to browsers on this machine, and print its"
                    + " address (see recurve watch).")
    private boolean watch;

    public boolean watch() {
        return watch;
    }
}
