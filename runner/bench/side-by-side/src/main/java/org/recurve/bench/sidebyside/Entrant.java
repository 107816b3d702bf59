package org.recurve.bench.sidebyside;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * A program that takes part.
 *
 * @param name as in the tables
 * @param module its folder, whose class path it gets
 * @param main its main class, which prints {@link org.recurve.bench.measure.Row}s and takes beginnings of names
 * @param options for its JVM
 * @param environment variables on top of the launcher's
 */
record Entrant(String name, String module, String main, List<String> options, Map<String, String> environment) {

    /** All of {@code entrants.properties}, in its order, as they are on this processor. */
    static List<Entrant> load(Processor processor) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Objects.requireNonNull(Entrant.class.getResourceAsStream("entrants.properties"));
                Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        return processor
                .resolve(required(properties, "entrants"))
                .map(name -> of(name, properties, processor))
                .toList();
    }

    private static Entrant of(String name, Properties properties, Processor processor) {
        return new Entrant(
                name,
                required(properties, name + ".module"),
                required(properties, name + ".main"),
                processor.resolve(properties.getProperty(name + ".options", "")).toList(),
                processor
                        .resolve(properties.getProperty(name + ".environment", ""))
                        .map(assignment -> assignment.split("=", 2))
                        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1])));
    }

    private static String required(Properties properties, String key) {
        return Objects.requireNonNull(properties.getProperty(key), key);
    }
}
