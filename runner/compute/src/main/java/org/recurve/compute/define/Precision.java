package org.recurve.compute.define;

import org.recurve.compute.elementwise.Arithmetic;
import org.recurve.compute.elementwise.Function;

/** In which numbers a graph is evaluated; numbers of either are held in doubles. */
public enum Precision {
    /** The arithmetic of training, bit for bit. */
    FLOAT {
        @Override
        double apply(Function function, double a, double b, double c) {
            return function.apply((float) a, (float) b, (float) c);
        }

        @Override
        double fma(double a, double b, double c) {
            return Arithmetic.fma((float) a, (float) b, (float) c);
        }
    },
    /** The arithmetic of derivative checks. */
    DOUBLE {
        @Override
        double apply(Function function, double a, double b, double c) {
            return function.apply(a, b, c);
        }

        @Override
        double fma(double a, double b, double c) {
            return a * b + c;
        }
    };

    abstract double apply(Function function, double a, double b, double c);

    abstract double fma(double a, double b, double c);

    double add(double a, double b) {
        return apply(Function.ADD, a, b, 0);
    }
}
