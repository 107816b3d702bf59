package org.recurve.engine.trial;

/**
 * Where a training stands between two steps.
 *
 * @param epoch the one that the next step belongs to, counted from 1
 * @param batch of the next step in its epoch, counted from 0
 * @param step steps taken
 * @param epochLoss the sum of the epoch's losses so far
 */
record Position(int epoch, int batch, long step, double epochLoss) {
    static final Position START = new Position(1, 0, 0, 0);

    Position after(double loss) {
        return new Position(epoch, batch + 1, step + 1, epochLoss + loss);
    }

    Position nextEpoch() {
        return new Position(epoch + 1, 0, step, 0);
    }
}
