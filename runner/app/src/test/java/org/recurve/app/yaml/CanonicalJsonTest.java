package org.recurve.app.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CanonicalJsonTest {
    @Test
    void keysAreSortedAndNothingIsSpaced() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("b", List.of(1L, 0.1, true));
        map.put("a", Map.of());
        map.put("c", Optional.empty());
        assertEquals("{\"a\":{},\"b\":[1,0.1,true],\"c\":null}", CanonicalJson.write(map));
    }

    @Test
    void textIsEscapedAndNumbersThatJsonLacksAreNull() {
        assertEquals("\"a\\\"b\\\\\\n\\u0001é\"", CanonicalJson.write("a\"b\\\n\u0001é"));
        assertEquals("[null,null,1.0E-7]", CanonicalJson.write(List.of(Double.NaN, Float.POSITIVE_INFINITY, 1e-7)));
    }
}
