package org.recurve.reports.serve;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parameters of an address. */
record Query(Map<String, List<String>> values) {
    Query {
        values = Map.copyOf(values);
    }

    /** Reads what stands behind the question mark; what cannot be read is not there. */
    static Query of(Optional<String> raw) {
        Map<String, List<String>> values = new HashMap<>();
        if (raw.isPresent()) {
            for (String pair : raw.get().split("&", -1)) {
                int sign = pair.indexOf('=');
                if (sign > 0) {
                    try {
                        String value = URLDecoder.decode(pair.substring(sign + 1), StandardCharsets.UTF_8);
                        values.computeIfAbsent(pair.substring(0, sign), _ -> new ArrayList<>())
                                .add(value);
                    } catch (IllegalArgumentException notEncoded) {
                        continue;
                    }
                }
            }
        }
        return new Query(values);
    }

    /** Returns the first value; {@code ""} if there is none. */
    String get(String name) {
        return all(name).isEmpty() ? "" : all(name).getFirst();
    }

    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }
}
