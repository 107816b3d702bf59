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

    /** Words of other frameworks lead to ours, whether they have hyphens or not, unless one of ours is near. */
    @Test
    void namesOfOtherFrameworksSayWhereTheirLikeIs() {
        List<String> sections = List.of("study", "data", "model", "measure", "train", "seeds", "tune");
        assertEquals(
                "what others call metrics is here measure: [test.accuracy]",
                NearestName.elsewhere("metrics", sections));
        for (String name : List.of("batch_size", "batch-size", "batchSize")) {
            assertEquals("what others call " + name + " is here train.batch", NearestName.elsewhere(name, sections));
        }
        assertEquals("", NearestName.elsewhere("seed", sections), "seeds is near");
        assertEquals("", NearestName.elsewhere("frobnicate", sections));
    }

    @Test
    void capitalsAreNoOtherLetters() {
        assertEquals(Optional.of("relu"), NearestName.to("ReLU", List.of("elu", "relu", "gelu")));
        assertEquals(Optional.of("adamw"), NearestName.to("AdamW", List.of("adam", "adamw", "sgd")));
        assertEquals(Optional.of("sgd"), NearestName.to("SGD", List.of("adam", "sgd")));
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
