package org.recurve.bench.sidebyside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EntrantTest {
    @Test
    void theListIsReadInItsOrder() throws IOException {
        List<Entrant> entrants = Entrant.load(new Processor(Set.of()));
        assertEquals(
                List.of("peak", "libtorch", "libtorch-tuned", "dl4j", "recurve"),
                entrants.stream().map(Entrant::name).toList());
    }

    @Test
    void anEntrantIsSetUpForTheProcessor() throws IOException {
        Entrant old = tuned(Set.of("avx2"));
        Entrant recent = tuned(Set.of("avx2", "avx512f"));
        assertFalse(old.environment().containsKey("OPENBLAS_CORETYPE"));
        assertEquals("SkylakeX", recent.environment().get("OPENBLAS_CORETYPE"));
    }

    @Test
    void wordsHoldOrNotByTheirFlag() {
        assertEquals(
                List.of("a", "b", "e"),
                new Processor(Set.of("x")).resolve(" a [x]b [y]c [!x]d  [!y]e").toList());
    }

    private static Entrant tuned(Set<String> flags) throws IOException {
        return Entrant.load(new Processor(flags)).stream()
                .filter(entrant -> entrant.name().equals("libtorch-tuned"))
                .findFirst()
                .orElseThrow();
    }
}
