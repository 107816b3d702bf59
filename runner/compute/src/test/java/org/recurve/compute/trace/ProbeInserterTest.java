package org.recurve.compute.trace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.recurve.api.model.Contraction;
import org.recurve.api.model.Shape;
import org.recurve.compute.GraphValues;
import org.recurve.compute.ir.ElementwiseFunction;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.ScanBuilder;
import org.recurve.compute.trace.declaration.GradientProbe;

/** {@code h = h + W x}, from 0, with W = 3 and x = 1, 2: what is added at the probes arrives in h, step by step. */
class ProbeInserterTest {
    private final GraphValues values = new GraphValues();
    private final ProbeInserter probes = new ProbeInserter();
    private final Node x = values.value("x", Shape.of(2), new double[] {1, 2}).node();
    private final Node w = values.parameter("W", Shape.of(1), 3).node();
    private final ScanBuilder scan = new ScanBuilder(values.graph(), 2, false);
    private final Node state = scan.state(values.graph().fill(0, 1));
    private final Node in = scan.sequence(x);

    private Node product() {
        return scan.body().apply(ElementwiseFunction.MULTIPLY, in, w);
    }

    private Node plus(Node a, Node b) {
        return scan.body().apply(ElementwiseFunction.ADD, a, b);
    }

    private ScanBuilder.FinishedScan finish(Node next) {
        ScanBuilder.FinishedScan done = scan.finish(List.of(next));
        probes.recorded(done);
        return done;
    }

    @Test
    void aProbeOfZerosChangesNoNumber() {
        Node product = probes.product(values.context(), scan, product(), w, in, Optional.empty());
        Node next = probes.state(values.context(), scan, "h", plus(state, product), Optional.empty());
        assertArrayEquals(new double[][] {{9}}, values.of(finish(next).last(0)));
    }

    @Test
    void whatIsAddedAtAProbeArrivesAtItsStep() {
        Node product = probes.product(values.context(), scan, product(), w, in, Optional.empty());
        Node next = probes.state(values.context(), scan, "h", plus(state, product), Optional.empty());
        ScanBuilder.FinishedScan done = finish(next);
        values.field("arrives at h", new double[] {10, 20});
        values.field("arrives at W", new double[] {100, 200});
        assertArrayEquals(new double[] {3 + 10 + 100, 9 + 30 + 300}, values.of(done.stacked(next))[0]);
    }

    /** The norm of a product's gradient is that of what arrives and that of what the parameter was multiplied with. */
    @Test
    void probesSayWhereTheyAreAndWhatParametersRead() {
        Contraction bound = new Contraction("W", 1);
        Node product = probes.product(values.context(), scan, product(), w, in, Optional.empty());
        finish(probes.state(values.context(), scan, "h", plus(state, product), Optional.of(bound)));
        assertEquals(
                List.of("h", "W"),
                probes.flows().stream().map(GradientProbe::name).toList());
        GradientProbe ofState = probes.flows().getFirst();
        assertEquals(2, ofState.steps());
        assertEquals(Optional.of(bound), ofState.bound());
        assertEquals(Optional.empty(), ofState.reads());
        GradientProbe ofProduct = probes.flows().getLast();
        assertArrayEquals(new double[] {1, 2}, values.of(ofProduct.reads().orElseThrow())[0]);
    }

    @Test
    void aParameterThatIsUsedTwiceHasTwoProbes() {
        Node once = probes.product(values.context(), scan, product(), w, in, Optional.empty());
        Node twice = probes.product(values.context(), scan, product(), w, in, Optional.empty());
        finish(plus(state, plus(once, twice)));
        assertEquals(
                List.of("W", "W (2)"),
                probes.flows().stream().map(GradientProbe::name).toList());
    }

    /** A bias that a product goes on from sees what arrives at the product, and multiplies nothing. */
    @Test
    void aBiasSharesTheProbeOfItsProduct() {
        Node bias = values.parameter("b", Shape.of(1), 7).node();
        Node product = probes.product(values.context(), scan, product(), w, in, Optional.of(bias));
        finish(plus(state, product));
        GradientProbe ofBias = probes.flows().getLast();
        assertEquals("b", ofBias.name());
        assertSame(probes.flows().getFirst().tap(), ofBias.tap());
        assertEquals(Optional.empty(), ofBias.reads());
    }

    @Test
    void aProductWithoutAParameterIsLeftAsItIs() {
        Node product = product();
        assertSame(product, probes.product(values.context(), scan, product, x, in, Optional.empty()));
        finish(plus(state, product));
        assertEquals(List.of(), probes.flows());
    }
}
