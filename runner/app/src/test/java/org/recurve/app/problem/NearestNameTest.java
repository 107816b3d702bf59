package org.recurve.app.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NearestNameTest {
    @Test
    void knownDistances() {
        assertEquals(0, NearestName.distance("conv", "conv"));
        assertEquals(1, NearestName.distance("cnov", "conv"), "a swap of neighbours is one change");
        assertEquals(1, NearestName.distance("filtrs", "filters"));
        assertEquals(3, NearestName.distance("kitten", "sitting"));
        assertEquals(4, NearestName.distance("", "conv"));
    }

    @Test
    void distanceIsSymmetricAndAtMostTheLongerLength() {
        Random random = new Random(1);
        for (int i = 0; i < 500; i++) {
            String a = word(random);
            String b = word(random);
            assertEquals(NearestName.distance(a, b), NearestName.distance(b, a));
            assertTrue(NearestName.distance(a, b) <= Math.max(a.length(), b.length()), a + " " + b);
        }
    }

    private static String word(Random random) {
        return random.ints(random.nextInt(8), 'a', 'd')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Test
    void firstLettersOfWordsAreOffered() {
        List<String> metrics = List.of("accuracy", "mean-absolute-error", "mean-squared-error", "r2");
        assertEquals(List.of("mean-absolute-error"), NearestName.all("mae", metrics));
        assertEquals(Optional.of("mean-squared-error"), NearestName.to("mse", metrics));
        assertEquals(List.of(), NearestName.all("mxe", metrics));
    }

    @Test
    void whatIsFarIsNotOffered() {
        assertEquals(Optional.of("relu"), NearestName.to("rellu", List.of("conv", "relu", "dense")));
        assertEquals(Optional.empty(), NearestName.to("transformer", List.of("conv", "relu", "dense")));
        assertEquals(Optional.of("learning-rate"), NearestName.to("learning", List.of("learning-rate", "momentum")));
    }
}
