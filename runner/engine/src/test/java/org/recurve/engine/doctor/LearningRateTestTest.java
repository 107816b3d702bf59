package org.recurve.engine.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.engine.diagnosis.Diagnosis.RateTestStep;
import org.recurve.engine.diagnosis.DiagnosisFinding;

/** On {@code ½ λ θ²}, where gradient descent multiplies θ by {@code 1 − rate · λ} and diverges above 2 / λ. */
class LearningRateTestTest {
    private static LearningRateTest quadratic(double curvature, double rate) {
        double[] theta = {1};
        return LearningRateTest.of(curvature / 2, (number, of, factor) -> {
            theta[0] *= 1 - factor * rate * curvature;
            return new RateTestStep(factor, Optional.of(factor * rate), curvature / 2 * theta[0] * theta[0]);
        });
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.9, 3, 17, 140, 1900})
    void theRateThatExplodesIsTheStabilityLimitAndTheAdviceIsBelowIt(double curvature) {
        List<DiagnosisFinding> findings = quadratic(curvature, 1).findings(true);
        assertEquals(1, findings.size(), findings.toString());
        Matcher advice = Pattern.compile("between (\\S+) and (\\S+): it explodes at (\\S+),")
                .matcher(findings.getFirst().toString());
        assertTrue(advice.find(), findings.toString());
        double limit = 2 / curvature;
        double explodes = Double.parseDouble(advice.group(3));
        double apart = StrictMath.pow(10, 1.0 / 8); // of neighbours among the rates that are tried
        assertTrue(explodes > 0.94 * limit && explodes < 1.06 * apart * limit, explodes + " for " + limit);
        assertTrue(Double.parseDouble(advice.group(2)) < limit / 2, advice.group());
    }

    @Test
    void stepsThatStayShortExplodeNothing() {
        assertEquals(List.of(), quadratic(1e-4, 1).findings(true));
    }
}
