package org.recurve.bench.recurve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.recurve.api.data.Field;
import org.recurve.api.model.Activation;
import org.recurve.api.model.Cell;
import org.recurve.api.model.Extents;
import org.recurve.api.model.Initializer;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Layers;
import org.recurve.api.model.Loss;
import org.recurve.api.model.Padding;
import org.recurve.api.model.Part;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Spec;
import org.recurve.bench.workload.ConvStep;
import org.recurve.bench.workload.RecurrentStep;
import org.recurve.compute.program.Program;
import org.recurve.convolution.Conv;
import org.recurve.convolution.Shared;
import org.recurve.convolution.connectivity.FullConnectivity;
import org.recurve.feedforward.Dense;
import org.recurve.feedforward.Relu;
import org.recurve.feedforward.Tanh;
import org.recurve.optimization.initializer.ConstantInitializer;
import org.recurve.optimization.initializer.Glorot;
import org.recurve.optimization.initializer.ScaledDistribution;
import org.recurve.optimization.loss.CrossEntropy;
import org.recurve.pooling.MaxPooling;
import org.recurve.pooling.PoolingLayer;
import org.recurve.recurrence.ElmanCell;
import org.recurve.recurrence.LstmCell;
import org.recurve.recurrence.Recurrent;

/** The nets of the training steps, put together from the built-in plugins. */
final class Models {
    private static final Spec<Loss<?>> LOSS = new Spec<>(new CrossEntropy(), new CrossEntropy.Config(0, List.of()));

    private Models() {}

    static Model convolutional() {
        return model(
                Shape.of(1, ConvStep.IMAGE, ConvStep.IMAGE),
                List.of(),
                ConvStep.CLASSES,
                conv(ConvStep.FILTERS1),
                relu(),
                pool(),
                conv(ConvStep.FILTERS2),
                relu(),
                pool(),
                dense(ConvStep.HIDDEN),
                relu(),
                dense(ConvStep.CLASSES));
    }

    static Model recurrent(RecurrentStep work) {
        return recurrent(work, List.of());
    }

    /** Over sequences that end before their last step. */
    static Model ended(RecurrentStep work) {
        return recurrent(work, List.of(new Field(Field.LENGTH, Shape.SCALAR)));
    }

    private static Model recurrent(RecurrentStep work, List<Field> more) {
        Spec<Cell<?, ?>> cell = switch (work.cell()) {
            case LSTM -> lstm();
            case LSTM_BY_HAND -> new Spec<>(new LstmByHand(), new LstmByHand.Config(RecurrentStep.UNITS, weights()));
            case TANH -> elman();
        };
        Recurrent.Config layer = new Recurrent.Config(cell, Recurrent.Output.LAST);
        return model(
                Shape.of(work.steps(), work.input()),
                more,
                RecurrentStep.CLASSES,
                new Spec<>(new Recurrent(), layer),
                dense(RecurrentStep.CLASSES));
    }

    private static Spec<Cell<?, ?>> elman() {
        Spec<Activation<?>> tanh = new Spec<>(new Tanh(), new NoConfig());
        return new Spec<>(new ElmanCell(), new ElmanCell.Config(RecurrentStep.UNITS, tanh, weights(), weights()));
    }

    /** The cell of the peers: three gates, no peepholes. */
    private static Spec<Cell<?, ?>> lstm() {
        Spec<Initializer<?>> forgetBias = new Spec<>(new ConstantInitializer(), new ConstantInitializer.Config(1));
        LstmCell.Config config = new LstmCell.Config(
                RecurrentStep.UNITS,
                true,
                LstmCell.Forget.GATE,
                true,
                true,
                true,
                false,
                false,
                forgetBias,
                weights(),
                weights());
        return new Spec<>(new LstmCell(), config);
    }

    /** A traced net and its examples' form; they have fields more. */
    record Model(Program program, Shape input, List<Field> more, int classes) {}

    @SafeVarargs
    private static Model model(Shape input, List<Field> more, int classes, Spec<Layer<?>>... layers) {
        List<Part> parts = new ArrayList<>();
        for (Spec<Layer<?>> layer : layers) {
            parts.add(new Part(layer.id() + parts.size(), layer));
        }
        List<Field> fields = new ArrayList<>(more);
        fields.add(new Field(Field.INPUT, input));
        fields.add(new Field(Field.TARGET, Shape.SCALAR));
        return new Model(Program.trace(new Layers(parts), LOSS, fields), input, more, classes);
    }

    private static Spec<Initializer<?>> weights() {
        return new Spec<>(new Glorot(), new Glorot.Config(ScaledDistribution.UNIFORM));
    }

    private static Spec<Layer<?>> conv(int filters) {
        Extents one = Extents.of(1);
        return new Spec<>(
                new Conv(),
                new Conv.Config(
                        filters,
                        Extents.of(ConvStep.KERNEL),
                        one,
                        Padding.VALID,
                        one,
                        new Spec<>(new Shared(), new NoConfig()),
                        new Spec<>(new FullConnectivity(), new NoConfig()),
                        Conv.Bias.FILTER,
                        false,
                        weights(),
                        Optional.empty()));
    }

    private static Spec<Layer<?>> relu() {
        return new Spec<>(new Relu(), new NoConfig());
    }

    private static Spec<Layer<?>> pool() {
        return new Spec<>(
                new PoolingLayer(),
                new PoolingLayer.Config(
                        new Spec<>(new MaxPooling(), new NoConfig()),
                        Extents.of(ConvStep.POOL),
                        Optional.empty(),
                        Padding.VALID));
    }

    private static Spec<Layer<?>> dense(int units) {
        return new Spec<>(new Dense(), new Dense.Config(units, true, weights()));
    }
}
