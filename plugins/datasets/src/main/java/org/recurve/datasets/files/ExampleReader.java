package org.recurve.datasets.files;

/** Numbers of examples, as many for each. Reading is safe from several threads. */
@FunctionalInterface
public interface ExampleReader {
    /** Writes the numbers of an example to {@code into} from {@code offset} on. */
    void read(int example, float[] into, int offset);
}
