package org.recurve.compute.elementwise;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/**
 * What this Java VM offers for arithmetic. It decides how fast a result comes, never which bits it has.
 *
 * @param vectorModule whether {@code jdk.incubator.vector} is resolved
 * @param fma whether {@link Math#fma} is one instruction
 * @param optimized whether hot code reaches the optimizing compiler, without which vectors are objects on the heap
 */
public record Hardware(boolean vectorModule, boolean fma, boolean optimized) {
    private static final Hardware HERE = detect();

    /** The VM that runs this. */
    public static Hardware here() {
        return HERE;
    }

    /** Whether vector kernels are the faster ones here; scalar kernels give the same bits. */
    public boolean vector() {
        return vectorModule && fma && optimized;
    }

    /** Why arithmetic is slower than it could be and what to do about it; empty if all is well. */
    public Optional<String> warning() {
        if (!optimized) {
            return Optional.of(
                    "Arithmetic runs on slow scalar kernels, because this Java VM does not use its optimizing "
                            + "compiler. Results have the same bits. Remove -Xint or -XX:TieredStopAtLevel from the options.");
        }
        if (!fma) {
            return Optional.of("Arithmetic runs on slow scalar kernels, because this Java VM reports no hardware fused "
                    + "multiply-add. Results have the same bits. Remove -XX:-UseFMA or -XX:UseAVX=0 from the options, "
                    + "or use a processor that has it.");
        }
        if (!vectorModule) {
            return Optional.of("Arithmetic runs on slow scalar kernels, because the vector module is missing. Results "
                    + "have the same bits. Start Java with --add-modules jdk.incubator.vector.");
        }
        return Optional.empty();
    }

    private static Hardware detect() {
        boolean module = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        boolean interpreted = System.getProperty("java.vm.info", "").contains("interpreted");
        boolean optimizing =
                option("TieredStopAtLevel").map(level -> level.equals("4")).orElse(true);
        boolean fma = option("UseFMA").map(Boolean::parseBoolean).orElse(false);
        return new Hardware(module, fma, !interpreted && optimizing);
    }

    /** A VM option's value; empty where the VM does not know it or the module {@code jdk.management} is absent. */
    private static Optional<String> option(String name) {
        try {
            return Optional.ofNullable(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class))
                    .map(bean -> bean.getVMOption(name).getValue());
        } catch (LinkageError | IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }
}
