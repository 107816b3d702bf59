package org.recurve.reports.text;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Stored JSON, read and written out for people. */
public final class JsonText {
    private static final ObjectMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonText() {}

    /** Returns the value; one that has nothing in it if the text is no JSON, since a report is also owed to odd stores. */
    public static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException notJson) {
            return MAPPER.createObjectNode();
        }
    }

    /** Indented; text that is no JSON as it is. */
    public static String pretty(String text) {
        try {
            return MAPPER.writeValueAsString(MAPPER.readTree(text)).replace("\r\n", "\n");
        } catch (JacksonException notJson) {
            return text;
        }
    }

    /** Returns every leaf by its path ({@code train.batch}, {@code model[0].conv.kernel}), in the document's order. */
    public static Map<String, String> leaves(String text) {
        Map<String, String> leaves = new LinkedHashMap<>();
        collect("", parse(text), leaves);
        return leaves;
    }

    private static void collect(String path, JsonNode node, Map<String, String> leaves) {
        if (node.isObject() && !node.isEmpty()) {
            node.properties()
                    .forEach(field -> collect(
                            path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue(), leaves));
        } else if (node.isArray() && node.valueStream().anyMatch(JsonNode::isContainer)) {
            for (int i = 0; i < node.size(); i++) {
                collect(path + "[" + i + "]", node.get(i), leaves);
            }
        } else if (!path.isEmpty()) {
            leaves.put(path, node.isString() ? node.asString() : node.toString());
        }
    }

    /** {@code text} as a JSON string that may also stand inside a script element. */
    public static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c < 0x20 || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' || c >= 0x7f) {
                quoted.append("\\u%04x".formatted(c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }
}
