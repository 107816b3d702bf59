package org.recurve.convolution.fourier;

import java.util.function.UnaryOperator;
import org.recurve.api.model.Value;

/** Complex numbers as two values of one shape: the real and the imaginary parts. */
record Complex(Value re, Value im) {
    Complex plus(Complex other) {
        return new Complex(re.plus(other.re), im.plus(other.im));
    }

    Complex minus(Complex other) {
        return new Complex(re.minus(other.re), im.minus(other.im));
    }

    Complex times(Complex other) {
        return new Complex(
                re.times(other.re).minus(im.times(other.im)), re.times(other.im).plus(im.times(other.re)));
    }

    /** The same movement of both parts. */
    Complex moved(UnaryOperator<Value> movement) {
        return new Complex(movement.apply(re), movement.apply(im));
    }

    /** This followed by another along an axis. */
    Complex followedBy(int axis, Complex other) {
        return new Complex(re.concat(axis, other.re), im.concat(axis, other.im));
    }
}
