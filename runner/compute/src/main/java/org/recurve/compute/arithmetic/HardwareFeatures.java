package org.recurve.compute.arithmetic;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Describes what this Java VM offers for arithmetic. It decides how fast a result comes, never which bits it has.
 *
 * @param vectorModule whether {@code jdk.incubator.vector} is resolved
 * @param fma whether {@link Math#fma} is one instruction
 * @param optimized whether hot code reaches the optimizing compiler, without which vectors are objects on the heap
 */
public record HardwareFeatures(boolean vectorModule, boolean fma, boolean optimized) {
    private static final HardwareFeatures HERE = detect();

    /** Returns the VM that runs this. */
    public static HardwareFeatures here() {
        return HERE;
    }

    /** Returns whether vector kernels are the faster ones here; scalar kernels give the same bits. */
    public boolean vector() {
        return vectorModule && fma && optimized;
    }

    /** Returns why arithmetic is slower than it could be and what to do about it; empty if all is well. */
    public Optional<String> warning() {
        List<String> reasons = new ArrayList<>();
        if (!vectorModule) {
            reasons.add("the vector module is missing: start Java with --add-modules jdk.incubator.vector");
        }
        if (!fma) {
            reasons.add("this Java VM reports no hardware fused multiply-add: leave out -XX:-UseFMA and -XX:UseAVX=0, "
                    + "keep the module jdk.management, or use a processor that has it");
        }
        if (!optimized) {
            reasons.add("this Java VM does not use its optimizing compiler: leave out -Xint and -XX:TieredStopAtLevel");
        }
        return reasons.isEmpty()
                ? Optional.empty()
                : Optional.of("Arithmetic gives the same bits but runs on slow scalar kernels, because "
                        + String.join("; and because ", reasons) + ".");
    }

    private static HardwareFeatures detect() {
        boolean module = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        boolean interpreted = System.getProperty("java.vm.info", "").contains("interpreted");
        boolean optimizing =
                option("TieredStopAtLevel").map(level -> level.equals("4")).orElse(true);
        boolean fma = option("UseFMA").map(Boolean::parseBoolean).orElse(false);
        return new HardwareFeatures(module, fma, !interpreted && optimizing);
    }

    /** Returns a VM option's value; empty where the VM does not know it or the module {@code jdk.management} is absent. */
    private static Optional<String> option(String name) {
        try {
            return Optional.ofNullable(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class))
                    .map(bean -> bean.getVMOption(name).getValue());
        } catch (LinkageError | IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }
}
