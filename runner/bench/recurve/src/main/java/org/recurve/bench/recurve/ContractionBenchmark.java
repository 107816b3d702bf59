package org.recurve.bench.recurve;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The contraction kernel under JMH: the nine uses of it in the convolutional training step. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ContractionBenchmark {
    @Param({
        "alone-conv1-output",
        "alone-conv1-weight",
        "alone-conv2-output",
        "alone-conv2-input",
        "alone-conv2-weight",
        "alone-dense-output",
        "alone-dense-input",
        "alone-dense-weight"
    })
    public String use = "";

    @Param({"16", "64"})
    public int batch;

    private Runnable once = () -> {};

    /** Builds the operands. */
    @Setup
    public void prepare() {
        once = Contractions.ofConvStep().stream()
                .filter(each -> each.what().equals(use) && each.batch() == batch)
                .findFirst()
                .orElseThrow()
                .prepare();
    }

    /** One run of the kernel over the whole batch. */
    @Benchmark
    public void contraction() {
        once.run();
    }
}
