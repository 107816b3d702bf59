package org.recurve.compute.reference;

import org.recurve.compute.arithmetic.FusedMultiplyAdd;
import org.recurve.compute.ir.ElementwiseFunction;

/** In which numbers a graph is evaluated; numbers of either are held in doubles. */
public enum NumberPrecision {
    /** The arithmetic of training, bit for bit. */
    FLOAT {
        @Override
        double apply(ElementwiseFunction function, double a, double b, double c) {
            return function.apply((float) a, (float) b, (float) c);
        }

        @Override
        double fma(double a, double b, double c) {
            return FusedMultiplyAdd.fma((float) a, (float) b, (float) c);
        }
    },
    /** The arithmetic of derivative checks. */
    DOUBLE {
        @Override
        double apply(ElementwiseFunction function, double a, double b, double c) {
            return function.apply(a, b, c);
        }

        @Override
        double fma(double a, double b, double c) {
            return a * b + c;
        }
    };

    abstract double apply(ElementwiseFunction function, double a, double b, double c);

    abstract double fma(double a, double b, double c);

    double add(double a, double b) {
        return apply(ElementwiseFunction.ADD, a, b, 0);
    }
}
