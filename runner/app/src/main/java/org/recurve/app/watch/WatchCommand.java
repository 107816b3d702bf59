package org.recurve.app.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.recurve.app.option.CommonOptions;
import org.recurve.app.option.PluginsOption;
import org.recurve.app.option.StudyArguments;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.SourcePosition;
import org.recurve.app.problem.UserError;
import org.recurve.app.report.ReportAdditions;
import org.recurve.reports.serve.ReportExtras;
import org.recurve.reports.serve.WatchPages;
import org.recurve.reports.serve.WatchServer;
import org.recurve.storage.Store;
import org.recurve.storage.file.DiskFailure;
import org.recurve.storage.file.WholeFile;
import org.recurve.storage.view.StoreReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code recurve watch [STUDY…]}: serves a page over the store, which lives while studies run. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description = {
            "Show the store in a browser, live while studies run, in whatever process they do.",
            "The page only reads. Its address, with the key to it, is printed; Ctrl-C ends it."
        })
public final class WatchCommand implements Callable<Integer> {
    private static final String ADDRESS = "--address";
    private static final String PORT = "--port";
    private static final int MOST_PORT = 65_535;

    @Mixin
    private final PluginsOption plugins = new PluginsOption();

    @Mixin
    private final CommonOptions options = new CommonOptions(plugins);

    @Parameters(
            paramLabel = "STUDY",
            arity = "0..*",
            description = "The study to begin with, or several to compare; the list of all without.")
    private List<String> studies = new ArrayList<>();

    @Option(
            names = ADDRESS,
            paramLabel = "ADDRESS",
            description = {
                "Where to listen (default: 127.0.0.1, which only this machine reaches). Another address of this",
                "machine lets others connect, who need the printed key, over a connection that nobody encrypts;",
                "from elsewhere, ssh -L PORT:127.0.0.1:PORT HOST is safer and needs no such option."
            })
    private Optional<String> address = Optional.empty();

    @Option(names = PORT, paramLabel = "N", description = "The port to listen on (default: one that is free).")
    private int port;

    @Option(
            names = "--export",
            paramLabel = "FILE",
            description = "Write what is seen now of one study as an HTML file, and serve nothing.")
    private Optional<Path> export = Optional.empty();

    @Override
    public Integer call() throws InterruptedException {
        if (port < 0 || port > MOST_PORT) {
            throw new UserError(Problem.at(
                    SourcePosition.of(PORT), "", "a port is a number from 1 to " + MOST_PORT + ", found " + port));
        }
        options.present();
        if (!studies.isEmpty()) {
            studies = named();
        }
        Path folder = options.location().folder();
        ReportExtras extras = ReportAdditions.usual(folder, options::registry).served(options::warn);
        try (StoreOnDemand store = new StoreOnDemand(folder);
                WatchPages pages = new WatchPages(store, extras)) {
            return export.isPresent() ? export(export.get(), pages) : serve(pages);
        }
    }

    private List<String> named() {
        try (Store store = options.open()) {
            StoreReader reader = store.reader();
            return studies.stream()
                    .map(id -> StudyArguments.whole(id, reader, "is watched", "recurve watch")
                            .study())
                    .toList();
        }
    }

    private int export(Path file, WatchPages pages) {
        if (studies.size() != 1) {
            throw new UserError(Problem.of(
                    "--export writes the page of one study, and "
                            + (studies.isEmpty() ? "none is" : studies.size() + " are") + " named",
                    "recurve watch STUDY --export " + file,
                    "recurve report STUDY… writes a page about several"));
        }
        String written = Instant.now().toString().replaceFirst("\\.\\d+Z$", "Z");
        String html = pages.export(studies.getFirst(), written).orElseThrow();
        try {
            WholeFile.write(file, out -> out.write(html.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": the page could not be written: " + DiskFailure.reason(e), e);
        }
        if (options.json()) {
            options.print(Map.of("page", file.toString()));
        } else {
            options.line("page: " + file);
        }
        return ExitCode.OK;
    }

    private int serve(WatchPages pages) throws InterruptedException {
        InetAddress where = where();
        try (WatchServer server = WatchServer.start(where, port, pages)) {
            pages.prepare();
            if (options.json()) {
                options.print(Map.of("address", server.address(studies)));
            } else {
                options.line(server.address(studies));
                options.note(
                        "the address contains the key: anyone who has it can see this store. Press Ctrl-C to stop.");
                if (where.isLoopbackAddress()) {
                    options.note("from another machine, run: ssh -L " + server.port() + ":127.0.0.1:" + server.port()
                            + " HOST, with this machine's name as HOST; then open the same address there");
                } else {
                    options.warn("other machines can connect to " + where.getHostAddress()
                            + ", and whoever listens on the network can read the key");
                }
            }
            options.out().flush();
            new CountDownLatch(1).await(); // a signal ends the process
            return ExitCode.OK;
        } catch (IOException e) {
            throw new UserError(
                    Problem.of(
                            "cannot listen on " + where.getHostAddress() + (port == 0 ? "" : ", port " + port) + ": "
                                    + DiskFailure.reason(e),
                            "without " + PORT + ", a free one is taken"),
                    e);
        }
    }

    private InetAddress where() {
        if (address.isEmpty()) {
            return InetAddress.getLoopbackAddress();
        }
        try {
            InetAddress named = InetAddress.getByName(address.get());
            if (named.isAnyLocalAddress()) {
                throw new UserError(Problem.at(
                        SourcePosition.of(ADDRESS),
                        "",
                        named.getHostAddress() + " is every address of this machine, by whose names a request could"
                                + " not be checked",
                        "name one of them"));
            }
            return named;
        } catch (UnknownHostException e) {
            throw new UserError(
                    Problem.at(
                            SourcePosition.of(ADDRESS),
                            "",
                            "no address has the name " + address.get(),
                            "give an address of this machine, such as 127.0.0.1 or ::1"),
                    e);
        }
    }
}
