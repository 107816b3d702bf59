package org.recurve.app.catalogue;

import org.recurve.app.binding.ConfigSetting;
import org.recurve.app.plugins.PluginKind;

/** Says where a file names a plugin of each kind. */
final class PluginExample {
    private PluginExample() {}

    /**
     * Returns a line of a file, or a command for a kind that no file names.
     *
     * @param reference to the plugin, with the settings that it needs
     * @param id of the plugin
     * @param config its settings, of which some may stand on the command line alone
     */
    static String of(PluginKind kind, String reference, String id, Class<? extends Record> config) {
        boolean secret = ConfigSetting.of(config).stream().anyMatch(ConfigSetting::isConfidential);
        return switch (kind) {
            case LAYER, ACTIVATION -> "model: [" + reference + ", {dense: 1}]";
            case CELL -> "model: [{recurrent: {cell: " + reference + "}}, {dense: 1}]";
            case POOLING -> "model: [{pool: {by: " + reference + ", size: 2}}, {dense: 1}]";
            case SHARING -> "model: [{conv: {filters: 4, kernel: 3, sharing: " + reference + "}}, {dense: 1}]";
            case CONNECTIVITY ->
                "model: [{conv: {filters: 4, kernel: 3, connectivity: " + reference + "}}, {dense: 1}]";
            case INITIALIZER -> "model: [{dense: {units: 1, initializer: " + reference + "}}]";
            case REGULARIZER -> train("penalty: {by: " + reference + "}");
            case LOSS -> "loss: " + reference;
            case OPTIMIZER -> "train: {optimizer: " + reference + ", epochs: 2, batch: 16}";
            case SCHEDULE -> "train: {optimizer: {sgd: {learning-rate: " + reference + "}}, epochs: 2, batch: 16}";
            case CLIPPER -> train("clip: " + reference);
            case CONSTRAINT -> train("constrain: {by: " + reference + "}");
            case METRIC -> "measure: [" + reference.replaceFirst(id, "test." + id) + "]";
            case DATASET -> "data: " + reference;
            case AUGMENTATION -> train("augment: [" + reference + "]");
            case TOKENIZER -> "data: {text: {folder: mails, tokenizer: " + reference + "}}";
            case SEARCH ->
                "tune: {search: " + reference + ", trials: 9, by: validation.loss, over: {train.batch: [8, 16]}}";
            case LISTENER -> secret ? "recurve run FILE --listen '" + reference + "'" : "listen: [" + reference + "]";
            case EXPORTER -> "recurve export STUDY --as '" + reference + "'";
            case SECTION -> "recurve report STUDY --section '" + reference + "'";
        };
    }

    private static String train(String setting) {
        return "train: {optimizer: {sgd: {learning-rate: 0.1}}, epochs: 2, batch: 16, " + setting + "}";
    }
}
