package org.recurve.compute.kernel.contraction;

/**
 * The arithmetic of the linear operation. Implementations agree in every bit with the definition, whatever their tiles,
 * vector width and number of threads; NaNs are equal as NaNs.
 *
 * <p>Where a plan has Winograd's tiles, the definitions below are those of tiles (ARITHMETIC, 2a): chains are over channels at each
 * frequency, and over blocks, repetitions and tiles at each frequency of a weight.
 *
 * <p>A kernel is stateless and shared; a thread brings its own {@link ContractionScratch}. Padded lanes of the last block are read and
 * written like any others, except that {@link #weights} leaves them out of its sums.
 */
public interface ContractionKernel {
    /**
     * {@link org.recurve.compute.ir.ContractionOperand#OUTPUT} or {@link org.recurve.compute.ir.ContractionOperand#INPUT}: every target row is the chain {@code acc = fma(w, source, acc)} over the
     * terms (source channel of the group, then window element or source position, ascending), from its start. Terms
     * outside the input are left out.
     *
     * @param w shared, [banks][filters][channels / groups][taps]
     * @param source x for OUTPUT, y for INPUT: an example value
     * @param target an example value; must not overlap the source
     * @param steps which repetitions are computed; the rows of the others are not written
     * @param fromBlock the first block to compute
     * @param toBlock behind the last
     * @param examples how many lanes hold examples, counted from block 0; those behind hold copies of the last one and get its results
     * @param share which part of the target's channels (or columns, where channels are few), to cut one block among threads
     */
    void accumulate(
            ContractionPlan table,
            BufferOffset w,
            BufferOffset source,
            InitialSums sums,
            BufferOffset target,
            ActiveSteps steps,
            int fromBlock,
            int toBlock,
            int examples,
            WorkShare share,
            ContractionScratch scratch);

    /**
     * {@link org.recurve.compute.ir.ContractionOperand#WEIGHT}: the sum of x·y over the examples and places that each weight serves; +0 where it serves none.
     * Few places per weight: one chain of fma over (example, repetition, position). Many: 16 chains, one a lane, over
     * (block, repetition, position), added as a tree: lane i with i + 8, then + 4, + 2, + 1.
     *
     * @param x an example value of the input's rows
     * @param y example values of the output's rows, all of one pitch: each gives sums of its own with the same x
     * @param w for each y, shared; every weight of the share is overwritten
     * @param steps behind which y is zero: repetitions there are left out of the one chain
     * @param examples how many lanes count
     */
    void weights(
            WeightGradientPlan table,
            BufferOffset x,
            BufferOffset[] y,
            BufferOffset[] w,
            ActiveSteps steps,
            int examples,
            WorkShare share,
            ContractionScratch scratch);
}
