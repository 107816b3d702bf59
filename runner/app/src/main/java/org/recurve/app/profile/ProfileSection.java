package org.recurve.app.profile;

import java.util.ArrayList;
import java.util.List;
import org.recurve.api.export.Table;
import org.recurve.api.report.ReportBlock;
import org.recurve.api.report.ReportBlock.Paragraph;
import org.recurve.api.report.ReportBlock.TableBlock;
import org.recurve.api.report.SectionContent;
import org.recurve.app.profile.ProfileRow.Measure;
import org.recurve.reports.section.OwnSection;

/** Makes a section of a report of the profiles that were measured for it. */
final class ProfileSection {
    private ProfileSection() {}

    /** Returns the section; it has nothing to show if nothing was measured. */
    static OwnSection of(List<VariantProfile> profiles) {
        List<ReportBlock> blocks = new ArrayList<>();
        for (VariantProfile profile : profiles) {
            blocks.add(new Paragraph(sentence(profile.step())));
            blocks.add(table("Parts of the model", VariantProfile.PART, profile.parts(), profile));
            blocks.add(table("Slowest operations", VariantProfile.OPERATION, profile.operations(), profile));
            blocks.add(new Paragraph("Limit: " + profile.limit() + "."));
        }
        if (!blocks.isEmpty()) {
            blocks.add(new Paragraph("Measured with --profile on the machine that wrote this report; times are medians."
                    + " \u201c+3\u201d behind an operation: three more are fused with it."));
        }
        return new OwnSection.Made("profile", "--profile", new SectionContent("Where the time goes", blocks));
    }

    private static String sentence(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
    }

    private static ReportBlock table(
            String caption, List<String> names, List<ProfileRow> rows, VariantProfile profile) {
        List<Table.Column> columns = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            int at = i;
            columns.add(new Table.Texts(
                    names.get(i), rows.stream().map(row -> row.names().get(at)).toList()));
        }
        for (int i = 0; i < ProfileRow.MEASURES.size(); i++) {
            int at = i;
            Measure measure = ProfileRow.MEASURES.get(i);
            columns.add(new Table.Numbers(
                    measure.unit().isEmpty() ? measure.name() : measure.name() + " (" + measure.unit() + ")",
                    rows.stream()
                            .map(row -> row.values(profile.profile().step()).get(at).stream()
                                    .map(value -> measure.round(value).doubleValue())
                                    .findFirst())
                            .toList()));
        }
        return new TableBlock(caption, new Table(columns));
    }
}
