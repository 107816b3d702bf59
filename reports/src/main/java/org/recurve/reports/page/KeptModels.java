package org.recurve.reports.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.recurve.api.data.InputForm;
import org.recurve.api.event.Event.Status;
import org.recurve.reports.text.CommandLine;
import org.recurve.reports.text.NumberText;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.StudyView;
import org.recurve.storage.view.TrialView;
import org.recurve.storage.weights.DamagedWeights;
import org.recurve.storage.weights.WeightList;

/**
 * Says where what the trials learnt is kept, and how to use it.
 *
 * @param models the first few, in the order of the study
 * @param more whether further trials are shown nowhere
 * @param evaluate a command line that measures the first
 * @param predict a command line that asks it
 */
public record KeptModels(List<KeptModel> models, boolean more, String evaluate, String predict) {
    private static final int MOST = 8;
    private static final double MEGABYTE = 1e6;

    public KeptModels {
        models = List.copyOf(models);
    }

    /**
     * The weights of a trial.
     *
     * @param title the trial's name
     * @param file their list, relative to the store
     * @param digest over all names, shapes and numbers
     * @param size of all numbers
     */
    public record KeptModel(String title, String file, String digest, String size) {}

    /** Empty if no trial's weights are kept. */
    static Optional<KeptModels> of(StudyView study, StoreReader reader) {
        List<KeptModel> models = new ArrayList<>();
        List<String> commands = new ArrayList<>();
        List<TrialView> finished = study.trials().stream()
                .filter(trial -> trial.status() == Status.FINISHED)
                .toList();
        finished.stream()
                .limit(MOST)
                .forEach(trial -> list(trial, reader).ifPresent(list -> {
                    String title =
                            trial.variant() + (trial.task().isEmpty() ? "" : "/" + trial.task()) + "/" + trial.seed();
                    models.add(new KeptModel(
                            title,
                            "trials/" + trial.id().substring("sha256:".length()) + "/weights",
                            list.digest(),
                            size(list.bytes())));
                    if (commands.isEmpty()) {
                        String id = study.study() + "/" + title;
                        commands.add(CommandLine.recurve("evaluate", id));
                        commands.add(CommandLine.recurve("predict", id, example(list)));
                    }
                }));
        return models.isEmpty()
                ? Optional.empty()
                : Optional.of(new KeptModels(models, finished.size() > MOST, commands.getFirst(), commands.getLast()));
    }

    private static Optional<WeightList> list(TrialView trial, StoreReader reader) {
        try {
            return reader.weights(trial);
        } catch (DamagedWeights asGoodAsNone) {
            return Optional.empty();
        }
    }

    private static String size(long bytes) {
        return bytes < MEGABYTE / 10
                ? NumberText.count(bytes) + " bytes"
                : NumberText.fixed(bytes / MEGABYTE, 1) + " MB";
    }

    /** Returns the name of a file that the model could be asked about. */
    private static String example(WeightList list) {
        return list.form()
                .map(form -> switch (form) {
                    case InputForm.Pixels _ -> "image.png";
                    case InputForm.Columns _, InputForm.Table _ -> "rows.csv";
                    case InputForm.Sound _ -> "sound.wav";
                    case InputForm.Numbers _ -> "numbers.npy";
                    case InputForm.Words _ -> "text.txt";
                })
                .orElse("numbers.npy");
    }
}
