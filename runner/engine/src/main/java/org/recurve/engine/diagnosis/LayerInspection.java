package org.recurve.engine.diagnosis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.recurve.api.artifact.Artifact;
import org.recurve.api.data.Field;
import org.recurve.compute.program.LayerActivations;
import org.recurve.compute.program.Program;
import org.recurve.engine.artifacts.FeatureMaps;
import org.recurve.engine.data.SequenceChunking;

/** Describes what the first training examples look like inside a model, layer by layer, and what is wrong there. */
public final class LayerInspection {
    private static final int EXAMINED = 32;
    private static final int IMAGE = 3;

    private LayerInspection() {}

    /** Returns how many examples are looked at: several where units are examined, one where maps are drawn, else none. */
    public static int examples(Program program, SequenceChunking chunking) {
        return UnitStatistics.in(program) ? EXAMINED : seesImages(chunking) ? 1 : 0;
    }

    private static boolean seesImages(SequenceChunking chunking) {
        return chunking.data().field(Field.INPUT).shape().rank() == IMAGE;
    }

    /** By the name of the recording; {@code examples}: for each, at least one, what each layer gives. */
    public static Map<String, Artifact> pictures(
            Program program, SequenceChunking chunking, List<List<LayerActivations>> examples) {
        Map<String, Artifact> pictures =
                new LinkedHashMap<>(seesImages(chunking) ? FeatureMaps.of(examples.getFirst()) : Map.of());
        List<UnitStatistics> units = UnitStatistics.of(program, examples);
        units.forEach(one -> one.correlations()
                .ifPresent(matrix -> pictures.put("correlation of feature maps of " + one.layer(), matrix)));
        List<DiagnosisFinding> findings =
                units.stream().flatMap(one -> one.idle().stream()).toList();
        if (!findings.isEmpty()) {
            pictures.put("findings", DiagnosisFinding.text("Units after training", findings));
        }
        return pictures;
    }
}
