package org.recurve.engine.diagnosis;

import java.util.List;
import java.util.stream.Collectors;
import org.recurve.api.artifact.Artifact.Text;

/**
 * Something that is probably wrong with a model or its training.
 *
 * @param what was seen, with its numbers
 * @param remedy what to try
 */
public record DiagnosisFinding(String what, String remedy) {
    /** Returns all of them, a line each. */
    static Text text(String title, List<DiagnosisFinding> findings) {
        return new Text(
                title,
                findings.stream()
                        .map(finding -> finding.what() + "; try " + finding.remedy())
                        .collect(Collectors.joining("\n")));
    }
}
