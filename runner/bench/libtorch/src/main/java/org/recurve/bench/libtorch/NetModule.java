package org.recurve.bench.libtorch;

import static org.bytedeco.pytorch.global.torch.cat;
import static org.bytedeco.pytorch.global.torch.max_pool2d;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.BatchNorm2dImpl;
import org.bytedeco.pytorch.BatchNormOptions;
import org.bytedeco.pytorch.Conv1dImpl;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Conv2dOptions;
import org.bytedeco.pytorch.DropoutImpl;
import org.bytedeco.pytorch.EmbeddingImpl;
import org.bytedeco.pytorch.GRUImpl;
import org.bytedeco.pytorch.LSTMImpl;
import org.bytedeco.pytorch.LSTMOptions;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.RNNImpl;
import org.bytedeco.pytorch.T_TensorT_TensorTensor_T_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.recurve.bench.workload.Net;
import org.recurve.bench.workload.NetLayer;

/** A net of the bench from the library's own layers. Recurrent ones take (step, example, feature), the library's order. */
final class NetModule extends Module {
    private final UnaryOperator<Tensor> all;
    private int modules;

    NetModule(Net net) {
        all = chain(net.input(), net.layers());
    }

    /** Logits (…, class) of images, sequences or words. */
    Tensor logits(Tensor inputs) {
        return all.apply(inputs);
    }

    private UnaryOperator<Tensor> chain(List<Integer> input, List<NetLayer> layers) {
        List<UnaryOperator<Tensor>> operators = new ArrayList<>();
        List<Integer> at = input;
        for (NetLayer layer : layers) {
            operators.add(layer(at, layer));
            at = Net.after(at, layer);
        }
        return inputs -> {
            Tensor x = inputs;
            for (UnaryOperator<Tensor> operator : operators) {
                x = operator.apply(x);
            }
            return x;
        };
    }

    private UnaryOperator<Tensor> layer(List<Integer> from, NetLayer layer) {
        return switch (layer) {
            case NetLayer.Conv conv -> registered(convolution(from.getFirst(), conv))::forward;
            case NetLayer.BatchNorm _ ->
                registered(new BatchNorm2dImpl(new BatchNormOptions(from.getFirst())))::forward;
            case NetLayer.Relu _ -> torch::relu;
            case NetLayer.MaxPool pool -> x -> max_pool2d(x, pool.size(), pool.size());
            case NetLayer.GlobalMean _ -> x -> x.mean(2, 3);
            case NetLayer.Residual residual -> {
                UnaryOperator<Tensor> change = chain(from, residual.layers());
                yield x -> x.add(change.apply(x));
            }
            case NetLayer.Dense dense -> dense(from, dense.units());
            case NetLayer.Dropout dropout -> registered(new DropoutImpl(dropout.rate()))::forward;
            case NetLayer.Embedding table -> registered(new EmbeddingImpl(table.words(), table.size()))::forward;
            case NetLayer.WordFilters words -> filters(from.getLast(), words);
            case NetLayer.Recurrent recurrent -> recurrent(from, recurrent);
        };
    }

    private <T extends Module> T registered(T module) {
        return register_module("layer" + modules++, module);
    }

    private static Conv2dImpl convolution(int channels, NetLayer.Conv conv) {
        Conv2dOptions options =
                new Conv2dOptions(channels, conv.filters(), new LongPointer(conv.kernel(), conv.kernel()));
        options.stride().put(new long[] {conv.stride(), conv.stride()});
        options.padding().put(new LongPointer(conv.padding(), conv.padding()));
        options.groups().put(conv.depthwise() ? channels : 1);
        return new Conv2dImpl(options);
    }

    private UnaryOperator<Tensor> dense(List<Integer> from, int units) {
        if (from.size() == 2) {
            return registered(new LinearImpl(from.getLast(), units))::forward;
        }
        LinearImpl linear = registered(new LinearImpl(from.stream().reduce(1, (a, b) -> a * b), units));
        return x -> linear.forward(x.flatten(1, -1));
    }

    private UnaryOperator<Tensor> filters(int size, NetLayer.WordFilters words) {
        List<Conv1dImpl> widths = new ArrayList<>();
        for (int width : words.widths()) {
            widths.add(registered(new Conv1dImpl(size, words.filters(), new LongPointer(1).put(width))));
        }
        return x -> {
            Tensor turned = x.transpose(1, 2);
            TensorVector most = new TensorVector();
            for (Conv1dImpl width : widths) {
                most.push_back(torch.relu(width.forward(turned)).max(2, false).get0());
            }
            return cat(most, 1);
        };
    }

    private UnaryOperator<Tensor> recurrent(List<Integer> from, NetLayer.Recurrent layer) {
        int features = from.getLast();
        int steps = from.getFirst();
        return switch (layer.cell()) {
            case LSTM -> lstm(features, steps, layer);
            case LSTM_BY_HAND -> registered(new LstmByHand(features, steps, layer.units()))::last;
            case GRU -> {
                GRUImpl gru = registered(new GRUImpl(features, layer.units()));
                yield x -> gru.forward(x).get0().select(0, steps - 1);
            }
            case TANH -> {
                RNNImpl rnn = registered(new RNNImpl(features, layer.units()));
                yield x -> rnn.forward(x).get0().select(0, steps - 1);
            }
        };
    }

    private UnaryOperator<Tensor> lstm(int features, int steps, NetLayer.Recurrent layer) {
        LSTMOptions options = new LSTMOptions(features, layer.units());
        options.bidirectional().put(layer.bothWays());
        LSTMImpl lstm = registered(new LSTMImpl(options));
        return x -> {
            T_TensorT_TensorTensor_T_T out = lstm.forward(x);
            if (layer.all()) {
                return out.get0();
            }
            return layer.bothWays()
                    ? out.get1().get0().transpose(0, 1).flatten(1, -1)
                    : out.get0().select(0, steps - 1);
        };
    }
}
