package org.recurve.compute.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recurve.api.model.Convolution;
import org.recurve.api.model.Extents;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Windowing;
import org.recurve.compute.kernel.contraction.ContractionCase;
import org.recurve.compute.kernel.contraction.ContractionDefinition;

class ContractionSpecTest {
    private static ContractionSpec lenet(int kernel) {
        return ContractionSpec.of(new Convolution(50, Windowing.of(Extents.of(kernel))), Shape.of(20, 12, 12));
    }

    @Test
    void countsLinksAndParametersOfLeNetsSecondConvolution() {
        ContractionSpec g = lenet(5);
        assertEquals(50 * 20 * 25, g.parameters());
        assertEquals(50L * 20 * 25 * 64, g.products());
        assertEquals(2 * g.products(), g.flops());
        assertEquals(20 * 144, g.inputRows());
        assertEquals(50 * 64, g.outputRows());
    }

    @Test
    void repetitionsShareTheWeights() {
        ContractionSpec g = ContractionSpec.dense(7, 3).repeated(2).repeated(5);
        assertEquals(21, g.parameters());
        assertEquals(210, g.products());
        assertEquals(70, g.inputRows());
    }

    @Test
    void equalsByContent() {
        assertEquals(lenet(5), lenet(5));
        assertEquals(lenet(5).hashCode(), lenet(5).hashCode());
        assertNotEquals(lenet(5), lenet(3));
        assertNotEquals(lenet(5), lenet(5).repeated(2));
    }

    @ParameterizedTest
    @MethodSource("org.recurve.compute.kernel.contraction.ContractionSpecs#all")
    void theThreeRolesAreOneTrilinearForm(ContractionSpec g) {
        ContractionCase c = new ContractionCase(g, 1, 5, false);
        float[] y = new float[g.outputRows()];
        float[] x = new float[g.inputRows()];
        ContractionDefinition.output(g, c.w, c.x[0], y);
        ContractionDefinition.input(g, c.w, c.y[0], x);
        double form = dot(c.y[0], y);
        double size = 1 + Math.abs(form) + Math.sqrt(g.products());
        assertEquals(form, dot(c.x[0], x), 1e-5 * size);
        assertEquals(form, dot(c.w, ContractionDefinition.weights(g, c.x, c.y)), 1e-5 * size);
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
