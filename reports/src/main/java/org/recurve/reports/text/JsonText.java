package org.recurve.reports.text;

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

    /** Returns an object with one field. */
    public static JsonNode field(String name, JsonNode value) {
        return MAPPER.createObjectNode().set(name, value);
    }

    /** Indented; text that is no JSON as it is. */
    public static String pretty(String text) {
        try {
            return MAPPER.writeValueAsString(MAPPER.readTree(text)).replace("\r\n", "\n");
        } catch (JacksonException notJson) {
            return text;
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
