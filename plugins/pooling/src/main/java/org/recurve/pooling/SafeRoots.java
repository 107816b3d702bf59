package org.recurve.pooling;

import java.util.function.UnaryOperator;
import org.recurve.api.model.Value;

/** Functions of numbers from 0 on that are 0 at 0, but have no derivative there. */
final class SafeRoots {
    private SafeRoots() {}

    /** {@code f(x)}, and 0 with derivative 0 where {@code x = 0}: there {@code f} is taken of 1 and left out. */
    static Value ofPositive(Value x, UnaryOperator<Value> f) {
        Value isZero = x.equalTo(0);
        Value safe = isZero.choose(isZero, x);
        return isZero.choose(x.stopGradient(), f.apply(safe));
    }
}
