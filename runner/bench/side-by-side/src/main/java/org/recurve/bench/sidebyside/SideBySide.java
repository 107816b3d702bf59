package org.recurve.bench.sidebyside;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.recurve.bench.measure.Row;

/**
 * Runs every entrant of {@code entrants.properties} in a JVM of its own, one after the other, round after round on the
 * same core, so that a drift of the machine meets them all alike; then prints how they compare.
 */
public final class SideBySide {
    private SideBySide() {}

    /** Takes the options of {@link Settings}; the folder of the measurements is the property {@code bench.home}. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Settings settings = Settings.parse(arguments);
        Path home = Path.of(System.getProperty("bench.home", "."));
        Launcher launcher = new Launcher(home, settings);
        List<Entrant> entrants = present(settings, launcher);
        Results results = new Results();
        for (int round = 1; round <= settings.rounds(); round++) {
            for (Entrant entrant : List.copyOf(entrants)) {
                System.err.printf("round %d of %d: %s%n", round, settings.rounds(), entrant.name());
                try {
                    List<Row> rows = launcher.run(entrant);
                    results.add(round, entrant.name(), rows);
                } catch (IOException e) {
                    System.err.println(entrant.name() + " is out: " + e.getMessage());
                    entrants.remove(entrant);
                }
            }
        }
        results.write(home.resolve("side-by-side/target/side-by-side.tsv"));
        System.out.print(new Table(results, settings.against()).render());
    }

    private static List<Entrant> present(Settings settings, Launcher launcher) throws IOException {
        List<Entrant> present = new ArrayList<>();
        for (Entrant entrant : Entrant.load(Processor.current())) {
            if (!settings.wants(entrant.name())) {
                continue;
            }
            if (launcher.isBuilt(entrant)) {
                present.add(entrant);
            } else {
                System.err.println(entrant.name() + " is left out: " + entrant.main() + " is not there");
            }
        }
        return present;
    }
}
