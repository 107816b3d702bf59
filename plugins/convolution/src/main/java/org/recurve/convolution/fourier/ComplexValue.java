package org.recurve.convolution.fourier;

import java.util.function.UnaryOperator;
import org.recurve.api.model.Value;

/** Complex numbers as two values of one shape: the real and the imaginary parts. */
record ComplexValue(Value re, Value im) {
    ComplexValue plus(ComplexValue other) {
        return new ComplexValue(re.plus(other.re), im.plus(other.im));
    }

    ComplexValue minus(ComplexValue other) {
        return new ComplexValue(re.minus(other.re), im.minus(other.im));
    }

    ComplexValue times(ComplexValue other) {
        return new ComplexValue(
                re.times(other.re).minus(im.times(other.im)), re.times(other.im).plus(im.times(other.re)));
    }

    /** Returns the same movement of both parts. */
    ComplexValue moved(UnaryOperator<Value> movement) {
        return new ComplexValue(movement.apply(re), movement.apply(im));
    }

    /** This followed by another along an axis. */
    ComplexValue followedBy(int axis, ComplexValue other) {
        return new ComplexValue(re.concat(axis, other.re), im.concat(axis, other.im));
    }
}
