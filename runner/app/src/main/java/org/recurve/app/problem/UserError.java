package org.recurve.app.problem;

import java.util.List;
import java.util.stream.Collectors;

/** The user's input is wrong, or the machine lacks something only the user can give; ends the command with exit code 2. */
public final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    public UserError(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public UserError(Problem problem) {
        this(List.of(problem));
    }

    public UserError(Problem problem, Throwable cause) {
        this(problem);
        initCause(cause);
    }

    public List<Problem> problems() {
        return problems;
    }
}
