package org.recurve.bench.measure;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What times are read from. */
public enum Clock {
    /** Time that passes. */
    WALL(() -> System::nanoTime),

    /**
     * Time the process spends on processors, all threads together. For a process with one busy thread this is the wall time
     * it would take on a machine of its own; use it where others are computing. Linux only.
     */
    CPU(Clock::processTime);

    private static final int CLOCK_PROCESS_CPUTIME_ID = 2;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Supplier<LongSupplier> source;

    Clock(Supplier<LongSupplier> source) {
        this.source = source;
    }

    /** The clock that the system property {@code bench.clock} names; wall time if it names none. */
    public static Clock fromProperties() {
        return valueOf(System.getProperty("bench.clock", "wall").toUpperCase(Locale.ROOT));
    }

    /** Gives nanoseconds since some moment. */
    LongSupplier start() {
        return source.get();
    }

    private static LongSupplier processTime() {
        Linker linker = Linker.nativeLinker();
        MethodHandle clock = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("clock_gettime"),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
        MemorySegment time = Arena.ofAuto().allocate(ValueLayout.JAVA_LONG, 2);
        return () -> processTime(clock, time);
    }

    private static long processTime(MethodHandle clock, MemorySegment time) {
        try {
            int status = (int) clock.invokeExact(CLOCK_PROCESS_CPUTIME_ID, time);
            if (status != 0) {
                throw new IllegalStateException("the processor's time cannot be read");
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        return time.getAtIndex(ValueLayout.JAVA_LONG, 0) * NANOS_PER_SECOND + time.getAtIndex(ValueLayout.JAVA_LONG, 1);
    }
}
