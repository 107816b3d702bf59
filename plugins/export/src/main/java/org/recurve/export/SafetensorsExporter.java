package org.recurve.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.recurve.api.export.Exporter;
import org.recurve.api.export.TrainedWeights;
import org.recurve.api.export.TrainedWeights.Tensor;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/**
 * Hugging Face's safetensors: the header's length (8 bytes), the header in JSON (for each tensor its type, shape, and place
 * among the data), then the data without gaps. What the weights are about is the header's {@code __metadata__}.
 */
@Plugin(id = "safetensors", version = 1, summary = "weights as safetensors")
public final class SafetensorsExporter implements Exporter.OfWeights<NoConfig> {
    /** The header is padded with spaces to a multiple of this, so that the data are aligned. */
    private static final int ALIGNMENT = 8;

    @Override
    public String ending() {
        return "safetensors";
    }

    @Override
    public void write(NoConfig config, TrainedWeights weights, OutputStream out) throws IOException {
        byte[] header = header(weights).getBytes(StandardCharsets.UTF_8);
        int padding = Math.floorMod(-header.length, ALIGNMENT);
        out.write(LittleEndian.of((long) header.length + padding));
        out.write(header);
        out.write(" ".repeat(padding).getBytes(StandardCharsets.UTF_8));
        for (Tensor tensor : weights.tensors()) {
            out.write(LittleEndian.of(tensor.values()));
        }
    }

    private static String header(TrainedWeights weights) {
        StringBuilder header = new StringBuilder("{\"__metadata__\":").append(object(weights.about()));
        long offset = 0;
        for (Tensor tensor : weights.tensors()) {
            long end = offset + (long) Float.BYTES * tensor.values().length;
            header.append(',')
                    .append(JsonLiteral.quote(tensor.name()))
                    .append(":{\"dtype\":\"F32\",\"shape\":")
                    .append(tensor.shape().dims().stream()
                            .map(String::valueOf)
                            .collect(Collectors.joining(",", "[", "]")))
                    .append(",\"data_offsets\":[")
                    .append(offset)
                    .append(',')
                    .append(end)
                    .append("]}");
            offset = end;
        }
        return header.append('}').toString();
    }

    private static String object(Map<String, String> texts) {
        return new TreeMap<>(texts)
                .entrySet().stream()
                        .map(entry -> JsonLiteral.quote(entry.getKey()) + ":" + JsonLiteral.quote(entry.getValue()))
                        .collect(Collectors.joining(",", "{", "}"));
    }
}
