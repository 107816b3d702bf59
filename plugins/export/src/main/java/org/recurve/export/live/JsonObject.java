package org.recurve.export.live;

import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.recurve.api.event.Event.TrialPlan;
import org.recurve.export.JsonLiteral;

/** Puts together a JSON object, key by key. */
final class JsonObject {
    private final StringJoiner entries = new StringJoiner(",", "{", "}");

    JsonObject put(String key, String text) {
        return raw(key, JsonLiteral.quote(text));
    }

    /** Adds a text, unless it is empty. */
    JsonObject optional(String key, String text) {
        return text.isEmpty() ? this : put(key, text);
    }

    JsonObject put(String key, long number) {
        return raw(key, Long.toString(number));
    }

    JsonObject put(String key, double number) {
        return raw(key, JsonLiteral.number(number));
    }

    /** Adds an object of numbers and truth values, by ascending key. */
    JsonObject put(String key, Map<String, ?> values) {
        JsonObject inner = new JsonObject();
        new TreeMap<String, Object>(values)
                .forEach((name, value) -> inner.raw(
                        name, value instanceof Double number ? JsonLiteral.number(number) : String.valueOf(value)));
        return raw(key, inner.toString());
    }

    /** Adds the names that the study gives a trial, and its identity. */
    JsonObject trial(TrialPlan plan) {
        return put("variant", plan.variant())
                .optional("task", plan.task())
                .put("seed", plan.seed())
                .put("trial", plan.trial());
    }

    private JsonObject raw(String key, String json) {
        entries.add(JsonLiteral.quote(key) + ":" + json);
        return this;
    }

    @Override
    public String toString() {
        return entries.toString();
    }
}
