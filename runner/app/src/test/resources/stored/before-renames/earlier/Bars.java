package earlier;

import java.util.List;
import java.util.Map;
import org.recurve.api.data.Data;
import org.recurve.api.data.Dataset;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.data.Files;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.random.Stream;

/** Grey images of 8 × 8 with a bar that lies, stands or leans, and noise: three classes. */
@Plugin(id = "earlier-bars", version = 1, summary = "small images with a bar that lies, stands or leans")
public final class Bars implements Dataset<Bars.Config> {
    private static final int SIDE = 8;

    /** The settings. */
    public record Config(
            @Doc("images to train on; half as many to validate and to test") @Main @Default("48") @Min(2) int train) {}

    @Override
    public Data open(Config config, Files files) {
        int others = config.train() / 2;
        return new Data(
                List.of(
                        new Field(Field.INPUT, Shape.of(1, SIDE, SIDE)),
                        new Field(Field.TARGET, Shape.SCALAR, List.of("lying", "standing", "leaning"))),
                Map.of(
                        Data.TRAIN, new Split(config.train(), 0),
                        Data.VALIDATION, new Split(others, config.train()),
                        Data.TEST, new Split(others, config.train() + others)),
                // Not a hash of the images, but as good: they follow from the version and the number.
                "sha256:" + String.format("%064x", 0xba5L * 1_000_003 + config.train()));
    }

    /** The images {@code first} to {@code first + size − 1} of an endless list. */
    private record Split(int size, int first) implements Examples {
        @Override
        public void read(int index, String field, float[] into, int offset) {
            Stream of = Stream.of(0).in("earlier-bars").in(id(index));
            int kind = of.below(0, 3);
            if (field.equals(Field.TARGET)) {
                into[offset] = kind;
                return;
            }
            int where = of.below(1, SIDE);
            for (int row = 0; row < SIDE; row++) {
                for (int column = 0; column < SIDE; column++) {
                    boolean bar = kind == 0 ? row == where : kind == 1 ? column == where : row == column;
                    float noise = (float) (0.25 * of.uniform(2 + (long) row * SIDE + column));
                    into[offset + row * SIDE + column] = noise + (bar ? 0.75f : 0);
                }
            }
        }

        @Override
        public long id(int index) {
            return (long) first + index;
        }
    }
}
