package org.recurve.datasets.text;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Says which of the Brown corpus's tags are told apart. Its 472 tags are 92 base tags with marks: of headlines ({@code -hl}),
 * titles ({@code -tl}), cited words ({@code -nc}), foreign words ({@code fw-}) and negation ({@code *}); of words in one,
 * such as {@code ppss+md} (they'd), the first part's tag counts.
 */
public enum BrownTags {
    /**
     * The 12 classes of Petrov, Das, McDonald, <i>A Universal Part-of-Speech Tagset</i>, 2012, base tags assigned as in the
     * table below.
     */
    UNIVERSAL {
        @Override
        List<String> classes() {
            return CLASSES;
        }

        @Override
        Optional<String> simplify(String tag) {
            return Optional.ofNullable(UNIVERSAL_OF.get(base(tag)));
        }
    },
    /** The base tags. */
    BASE {
        @Override
        List<String> classes() {
            return List.copyOf(UNIVERSAL_OF.keySet());
        }

        @Override
        Optional<String> simplify(String tag) {
            return Optional.of(base(tag)).filter(UNIVERSAL_OF::containsKey);
        }
    };

    private static final Pattern MARKS = Pattern.compile("^fw-|(-(tl|hl|nc))*(\\+.*)?$");

    private static final List<String> CLASSES =
            List.of("ADJ", "ADP", "ADV", "CONJ", "DET", "NOUN", "NUM", "PRON", "PRT", "VERB", "X", "PUNCT");

    private static final Map<String, String> UNIVERSAL_OF = table("""
            ADJ   jj jj$ jjr jjs jjt
            ADP   cs in
            ADV   * ql qlp rb rb$ rbr rbt rn wql wrb
            CONJ  cc
            DET   abl abn abx ap ap$ at dt dt$ dti dts dtx pp$ wdt wp$
            NOUN  nn nn$ nns nns$ np np$ nps nps$ nr nr$ nrs
            NUM   cd cd$ od
            PRON  pn pn$ pp$$ ppl ppls ppo pps ppss wpo wps
            PRT   ex rp to
            VERB  be bed bedz beg bem ben ber bez do dod doz hv hvd hvg hvn hvz md vb vbd vbg vbn vbz
            X     nil uh
            PUNCT . , : ( ) -- ' '' ``
            """);

    /** Returns all classes, in order. */
    abstract List<String> classes();

    /** Returns the class of a tag as the corpus has it; empty if it has no such tag. */
    abstract Optional<String> simplify(String tag);

    /** Returns a tag without marks; of a tag that is nothing but a mark ({@code *}, not), the tag itself. */
    private static String base(String tag) {
        String bare = MARKS.matcher(tag).replaceAll("");
        return bare.length() > 1 && bare.endsWith("*") ? bare.substring(0, bare.length() - 1) : bare;
    }

    private static Map<String, String> table(String lines) {
        Map<String, String> table = new TreeMap<>();
        lines.lines()
                .map(line -> line.split(" +"))
                .forEach(row -> Arrays.stream(row).skip(1).forEach(tag -> table.put(tag, row[0])));
        return table;
    }
}
