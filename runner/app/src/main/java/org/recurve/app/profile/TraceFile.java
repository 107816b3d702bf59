package org.recurve.app.profile;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.recurve.compute.lower.OperationSpan;
import org.recurve.engine.training.StepProfile.OperationTime;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes profiles as a trace in the Trace Event Format, which Perfetto and {@code chrome://tracing} open: a process for each variant or
 * phase, in it the operations of one step as they followed one another.
 */
public final class TraceFile {
    private static final double MICROS = 1e-3;

    private TraceFile() {}

    public static void write(List<VariantProfile> profiles, OutputStream out) throws IOException {
        List<Map<String, Object>> events = new ArrayList<>();
        for (int i = 0; i < profiles.size(); i++) {
            add(profiles.get(i), i + 1, events);
        }
        out.write(JsonMapper.shared().writeValueAsBytes(Map.of("displayTimeUnit", "ns", "traceEvents", events)));
    }

    private static void add(VariantProfile profile, int process, List<Map<String, Object>> events) {
        events.add(Map.of("name", "process_name", "ph", "M", "pid", process, "args", Map.of("name", profile.title())));
        List<OperationSpan> spans = profile.profile().spans();
        long zero = spans.isEmpty() ? 0 : spans.getFirst().begin();
        for (OperationSpan span : spans) {
            OperationTime operation = profile.profile().operations().get(span.operation());
            events.add(Map.of(
                    "name",
                    operation.operation(),
                    "cat",
                    operation.part().isEmpty() ? "loss" : operation.part(),
                    "ph",
                    "X",
                    "ts",
                    (span.begin() - zero) * MICROS,
                    "dur",
                    span.nanos() * MICROS,
                    "pid",
                    process,
                    "tid",
                    1,
                    "args",
                    Map.of(
                            "part",
                            operation.part(),
                            "kernel",
                            operation.kernel(),
                            "flops",
                            operation.flops(),
                            "bytes",
                            operation.bytes())));
        }
    }
}
