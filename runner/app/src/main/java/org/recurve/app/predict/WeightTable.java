package org.recurve.app.predict;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.recurve.api.export.TrainedWeights.Tensor;
import org.recurve.app.display.TextTable;
import org.recurve.app.option.CommonOptions;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;
import org.recurve.app.verify.RetrainText;
import org.recurve.app.weights.TensorStatistics;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.TrialView;
import org.recurve.storage.weights.LearntModel;
import org.recurve.storage.weights.LearntTensor;

/** Prints kept weights, tensor by tensor, and how those of two trials differ. */
public final class WeightTable {
    private WeightTable() {}

    /** Prints norms, ranges, zeros and histograms of the one trained model that an ID names. */
    public static void show(String id, StoreReader reader, CommonOptions options) {
        TrialView trial = AskedTrial.find(id, reader);
        LearntModel model = kept(trial, reader);
        if (options.json()) {
            Map<String, Object> plain = new TreeMap<>();
            model.tensors()
                    .forEach(learnt -> plain.put(
                            learnt.tensor().name(),
                            TensorStatistics.of(learnt.tensor()).plain()));
            options.print(Map.of(
                    "trial", trial.id(), "digest", model.list().digest(), "epoch", model.epoch(), "tensors", plain));
            return;
        }
        options.line(AskedTrial.title(trial) + ": weights of epoch " + model.epoch() + ", "
                + model.list().digest());
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("tensor", "shape", "norm", "least", "greatest", "zeros", "histogram"));
        for (LearntTensor learnt : model.tensors()) {
            TensorStatistics statistics = TensorStatistics.of(learnt.tensor());
            rows.add(List.of(
                    learnt.tensor().name(),
                    learnt.tensor().shape().toString(),
                    number(statistics.norm()),
                    number(statistics.least()),
                    number(statistics.greatest()),
                    String.format(Locale.ROOT, "%.1f %%", 100 * statistics.zeros())
                            + (statistics.notFinite() > 0 ? ", " + statistics.notFinite() + " not finite" : ""),
                    statistics.bars()));
        }
        options.out().println(TextTable.of(rows));
    }

    /** Prints how far apart the weights of two trained models are. */
    public static void differences(String left, String right, StoreReader reader, CommonOptions options) {
        TrialView a = AskedTrial.find(left, reader);
        TrialView b = AskedTrial.find(right, reader);
        Map<String, Tensor> before = tensors(kept(a, reader));
        Map<String, Tensor> after = tensors(kept(b, reader));
        SortedSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        Map<String, Object> plain = new TreeMap<>();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("tensor", AskedTrial.title(a), AskedTrial.title(b), "distance", "greatest difference"));
        for (String name : names) {
            Optional<Tensor> one = Optional.ofNullable(before.get(name));
            Optional<Tensor> other = Optional.ofNullable(after.get(name));
            boolean comparable = one.map(Tensor::shape).equals(other.map(Tensor::shape));
            double[] apart = comparable
                    ? apart(one.orElseThrow().values(), other.orElseThrow().values())
                    : new double[2];
            plain.put(
                    name,
                    comparable
                            ? Map.of("distance", apart[0], "greatest", apart[1])
                            : Map.of("shapes", List.of(shape(one), shape(other))));
            rows.add(List.of(
                    name,
                    shape(one),
                    shape(other),
                    comparable ? apart[1] == 0 ? "the same" : number(apart[0]) : "",
                    comparable && apart[1] != 0 ? number(apart[1]) : ""));
        }
        if (options.json()) {
            options.print(Map.of("left", a.id(), "right", b.id(), "tensors", plain));
        } else {
            options.out().println(TextTable.of(rows));
        }
    }

    private static String shape(Optional<Tensor> tensor) {
        return tensor.map(found -> found.shape().toString()).orElse("none");
    }

    /** Returns the root of the sum of squared differences, and the greatest one. */
    private static double[] apart(float[] one, float[] other) {
        double squares = 0;
        double greatest = 0;
        for (int i = 0; i < one.length; i++) {
            double difference = (double) one[i] - other[i];
            boolean same = Float.floatToIntBits(one[i]) == Float.floatToIntBits(other[i]);
            squares += same ? 0 : difference * difference;
            greatest = same ? greatest : Math.max(greatest, Math.abs(difference));
        }
        return new double[] {StrictMath.sqrt(squares), greatest};
    }

    private static Map<String, Tensor> tensors(LearntModel model) {
        return model.tensors().stream()
                .map(LearntTensor::tensor)
                .collect(Collectors.toMap(Tensor::name, tensor -> tensor));
    }

    private static LearntModel kept(TrialView trial, StoreReader reader) {
        return reader.learnt(trial)
                .orElseThrow(() -> new UserError(Problem.of(
                        RetrainText.missing(trial), "recurve export --as npz --retrain writes them to a file")));
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, "%.4g", number);
    }
}
