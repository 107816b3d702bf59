package org.recurve.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** Runs models in ONNX Runtime, which did not learn from us what the operators mean. */
public final class OnnxAnswers {
    private OnnxAnswers() {}

    /** Numbers in a shape. */
    @SuppressWarnings("ArrayRecordComponent") // a test's numbers
    public record Array(long[] shape, float[] values) {}

    /** Returns all outputs by name. */
    public static Map<String, Array> of(byte[] model, Map<String, Array> inputs) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setOptimizationLevel(OptLevel.BASIC_OPT);
            try (OrtSession session = environment.createSession(model, options)) {
                assertEquals(inputs.keySet(), session.getInputNames(), "inputs");
                return run(environment, session, inputs);
            }
        }
    }

    private static Map<String, Array> run(OrtEnvironment environment, OrtSession session, Map<String, Array> inputs)
            throws OrtException {
        Map<String, OnnxTensor> given = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, Array> input : inputs.entrySet()) {
                Array array = input.getValue();
                given.put(
                        input.getKey(),
                        OnnxTensor.createTensor(environment, FloatBuffer.wrap(array.values()), array.shape()));
            }
            Map<String, Array> outputs = new TreeMap<>();
            try (OrtSession.Result result = session.run(given)) {
                for (Map.Entry<String, ai.onnxruntime.OnnxValue> output : result) {
                    OnnxTensor tensor = (OnnxTensor) output.getValue();
                    float[] values = new float[tensor.getFloatBuffer().remaining()];
                    tensor.getFloatBuffer().get(values);
                    outputs.put(output.getKey(), new Array(tensor.getInfo().getShape(), values));
                }
            }
            return outputs;
        } finally {
            given.values().forEach(OnnxTensor::close);
        }
    }

    /**
     * Holds outputs to ours: each within 1e-5 of the largest of the batch, since a sum of floats in another order is not off by less
     * where its terms cancel.
     */
    public static void assertSame(String what, float[] ours, Array theirs) {
        assertEquals(LongStream.of(theirs.shape()).reduce(1, (a, b) -> a * b), theirs.values().length, what);
        assertEquals(ours.length, theirs.values().length, what);
        double largest = 0;
        for (float value : ours) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < ours.length; i++) {
            double difference = Math.abs((double) ours[i] - theirs.values()[i]);
            int at = i;
            assertTrue(
                    difference <= 1e-5 * largest,
                    () -> what + ": output " + at + " is " + ours[at] + " here and " + theirs.values()[at]
                            + " in ONNX Runtime");
        }
    }
}
