package org.recurve.app.configuration;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Main;
import org.recurve.engine.layout.WeightLayout;

/** The section {@code start}, of a study or of a phase. */
public record StartSection(
        @Main
        @Doc("a trained model (study/variant/seed, the beginning of its hash, or study/variant for the one of the same"
                + " seed), a pack, or a safetensors, npz or ONNX file")
        String from,

        @Doc(
                "names of the parts, or parameters, that take their weights from there; * matches any characters; all others"
                        + " are drawn")
        @Default("['*']")
        List<String> parts,

        @Doc("where names differ, which part or tensor there stands for which here: {features: conv1}") @Default("{}")
        Map<String, String> rename,

        @Doc(
                "pytorch: the file has the names and orders of a state_dict, and rename is of its modules: {features.0: conv1};"
                        + " ours if not given")
        Optional<WeightLayout> layout) {
    public StartSection {
        parts = List.copyOf(parts);
        rename = Map.copyOf(rename);
        if (from.isBlank()) {
            throw new InvalidSetting("from is empty; name a trained model, such as mnist/baseline/1, or a file");
        }
        if (parts.isEmpty()) {
            throw new InvalidSetting("parts is empty, so nothing would be taken; name parts, or remove start");
        }
    }
}
