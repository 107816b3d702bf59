package org.recurve.compute.link;

/** The linear operation on the Vector API. Load it only where the module {@code jdk.incubator.vector} is present. */
public final class VectorLinkKernel implements LinkKernel {
    @Override
    public void chains(
            ChainTable table,
            Span w,
            Span source,
            Start start,
            Span target,
            Ends ends,
            int fromBlock,
            int toBlock,
            Share share,
            Scratch scratch) {
        new VectorChains(table, w, source, start, target, scratch).run(ends, fromBlock, toBlock, share);
    }

    @Override
    public void weights(
            WeightTable table, Span x, Span[] y, Span[] w, Ends ends, int examples, Share share, Scratch scratch) {
        if (table.few()) {
            VectorExamples.run(table, x, y, w, ends, examples, share, scratch);
            return;
        }
        for (int i = 0; i < y.length; i++) {
            new VectorSums(table, x, y[i], w[i], examples, scratch).run(share);
        }
    }
}
