package org.recurve.app.housekeeping;

import java.io.Console;
import java.util.Locale;
import java.util.Optional;
import org.recurve.app.option.CommonOptions;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;

/** Asks whoever sits at the terminal before something is deleted. */
final class Confirmation {
    private Confirmation() {}

    /** Returns the answer; where nobody can be asked, a {@link UserError} names the option that answers. */
    static boolean ask(String question, String option, CommonOptions options) {
        Optional<Console> console = Optional.ofNullable(System.console()).filter(Console::isTerminal);
        if (console.isEmpty()) {
            throw new UserError(Problem.of(
                    "nothing was deleted: there is no terminal to ask you on",
                    option + " deletes without asking, --dry-run only says what would be deleted"));
        }
        options.err().print(question + " [y/N] ");
        options.err().flush();
        String answer =
                Optional.ofNullable(console.get().readLine()).orElse("").strip().toLowerCase(Locale.ROOT);
        return answer.equals("y") || answer.equals("yes");
    }
}
