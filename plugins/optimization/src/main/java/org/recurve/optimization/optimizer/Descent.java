package org.recurve.optimization.optimizer;

import org.recurve.api.optimize.Move;
import org.recurve.api.optimize.Objective;
import org.recurve.api.optimize.Schedule;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.Spec;

/**
 * A step of a method that follows the gradient.
 *
 * @param rate the learning rate at this step
 */
record Descent(Objective at, double rate) {
    static Descent of(Spec<Schedule<?>> learningRate, Objective at) {
        return new Descent(at, Schedule.at(learningRate, at.progress()));
    }

    /** {@code g + λ θ}, the gradient of the loss plus {@code ½ λ ‖θ‖²}. */
    Vector gradient(double weightDecay) {
        return weightDecay == 0 ? at.gradient() : at.gradient().plus(at.theta().times(weightDecay));
    }

    /** To {@code θ − η direction}. */
    <S extends Record> Move<S> against(Vector direction, S state) {
        return from(at.theta(), direction, state);
    }

    <S extends Record> Move<S> from(Vector theta, Vector direction, S state) {
        return new Move<>(theta.minus(direction.times(rate)), state).watching("learning-rate", rate);
    }
}
