package org.recurve.engine.trial;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.recurve.api.artifact.Artifact;
import org.recurve.api.data.Field;
import org.recurve.compute.Given;
import org.recurve.compute.Program;
import org.recurve.engine.data.Chunking;

/** What the first training examples look like inside a model, layer by layer, and what is wrong there. */
public final class Inside {
    private static final int EXAMINED = 32;
    private static final int IMAGE = 3;

    private Inside() {}

    /** How many examples are looked at: several where units are examined, one where maps are drawn, else none. */
    public static int examples(Program program, Chunking chunking) {
        return Units.in(program) ? EXAMINED : seesImages(chunking) ? 1 : 0;
    }

    private static boolean seesImages(Chunking chunking) {
        return chunking.data().field(Field.INPUT).shape().rank() == IMAGE;
    }

    /** By the name of the recording; {@code examples}: for each, at least one, what each layer gives. */
    static Map<String, Artifact> pictures(Program program, Chunking chunking, List<List<Given>> examples) {
        Map<String, Artifact> pictures =
                new LinkedHashMap<>(seesImages(chunking) ? FeatureMaps.of(examples.getFirst()) : Map.of());
        List<Units> units = Units.of(program, examples);
        units.forEach(one -> one.correlations()
                .ifPresent(matrix -> pictures.put("correlation of feature maps of " + one.layer(), matrix)));
        List<Finding> findings =
                units.stream().flatMap(one -> one.idle().stream()).toList();
        if (!findings.isEmpty()) {
            pictures.put("findings", Finding.text("Units after training", findings));
        }
        return pictures;
    }
}
