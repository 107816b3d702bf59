package org.recurve.spark;

import java.io.IOException;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;

/**
 * Has a process beside the executor train a trial, and returns what it answered. What it throws is a lost try, which the cluster
 * makes again elsewhere.
 *
 * @param command of the process
 * @param first what it is told first
 */
@SuppressWarnings("ArrayRecordComponent") // sent, and compared by nobody
record WorkerTask(List<String> command, byte[] first) implements Function<byte[], byte[]> {
    WorkerTask {
        command = List.copyOf(command);
    }

    @Override
    public byte[] call(byte[] trial) throws IOException {
        TaskContext context = TaskContext.get();
        ExecutorProcess process = ExecutorProcess.take(command, first);
        boolean sound = false;
        try {
            byte[] answer = process.train(trial, context::isInterrupted);
            sound = true;
            return answer;
        } finally {
            if (sound) {
                process.giveBack();
            } else {
                process.kill();
            }
        }
    }
}
