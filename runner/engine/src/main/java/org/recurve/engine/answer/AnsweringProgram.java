package org.recurve.engine.answer;

import java.util.List;
import java.util.Map;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.compute.program.Program;
import org.recurve.engine.data.RetargetedData;
import org.recurve.engine.data.SequenceChunking;
import org.recurve.engine.spec.PhaseSpec;
import org.recurve.engine.spec.TrialSpec;

/**
 * The model of a trial's last phase, traced without examples.
 *
 * @param fields what it reads of each example; chunks of sequences if training cuts them
 */
public record AnsweringProgram(Program program, List<Field> fields) {
    private static final Examples NONE = new Examples() {
        @Override
        public int size() {
            return 0;
        }

        @Override
        public void read(int index, String field, float[] into, int offset) {
            throw new IndexOutOfBoundsException(index);
        }
    };

    /**
     * Traces it as training did; what does not fit ends in {@link InvalidSetting}.
     *
     * @param fields of the whole examples that it learnt from
     */
    public static AnsweringProgram of(TrialSpec spec, List<Field> fields) {
        PhaseSpec phase = spec.last();
        boolean part = phase.towardsPart();
        Data whole = new Data(fields, Map.of(Data.TRAIN, NONE), "sha256:none");
        Data towards = part ? whole : RetargetedData.field(whole, phase.target(), phase.path() + ".target");
        SequenceChunking chunking =
                SequenceChunking.of(towards, phase.training().rhythm().truncate());
        Program program = phase.training()
                .trace(
                        phase.model(),
                        phase.loss(),
                        chunking.data().fields(),
                        chunking.cut(),
                        part ? phase.target() : Field.TARGET);
        return new AnsweringProgram(program, chunking.data().fields());
    }
}
