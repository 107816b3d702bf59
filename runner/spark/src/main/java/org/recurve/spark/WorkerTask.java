package org.recurve.spark;

import java.io.IOException;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;

/**
 * Has a process beside the executor train a trial, and sends what it says. What it throws is a lost try, which the cluster makes again
 * elsewhere.
 *
 * @param trial the name of its job
 * @param command of the process
 * @param first what it is told first
 * @param stop what stops it
 */
@SuppressWarnings("ArrayRecordComponent") // sent, and compared by nobody
record WorkerTask(String trial, List<String> command, byte[] first, byte[] stop) implements Function<byte[], Boolean> {
    WorkerTask {
        command = List.copyOf(command);
    }

    @Override
    public Boolean call(byte[] what) throws IOException {
        TaskContext context = TaskContext.get();
        SentPieces pieces = new SentPieces(PiecesPlugin.executor(), trial, context.taskAttemptId());
        ExecutorProcess process = ExecutorProcess.take(command, first);
        boolean sound = false;
        try {
            process.train(what, stop, pieces, context::isInterrupted);
            pieces.end();
            sound = true;
            return true;
        } catch (IOException e) {
            pieces.fail(String.valueOf(e.getMessage()));
            throw e;
        } finally {
            if (sound) {
                process.giveBack();
            } else {
                process.kill();
            }
        }
    }
}
