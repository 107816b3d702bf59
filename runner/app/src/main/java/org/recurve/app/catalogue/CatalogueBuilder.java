package org.recurve.app.catalogue;

import java.util.ArrayList;
import java.util.List;
import org.recurve.app.language.SampleSettings;
import org.recurve.app.language.SettingTable;
import org.recurve.app.plugins.PluginKind;
import org.recurve.app.plugins.PluginOrigin;
import org.recurve.app.plugins.PluginProvider;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.run.FrameworkVersion;
import org.recurve.reports.catalogue.CataloguePage;
import org.recurve.reports.catalogue.CataloguePage.PluginCard;
import org.recurve.reports.catalogue.CataloguePage.PluginGroup;
import org.recurve.reports.catalogue.CataloguePage.SettingLine;

/** Makes the catalogue of all plugins that were found. */
public final class CatalogueBuilder {
    private CatalogueBuilder() {}

    /** Returns the page; each plugin that has a picture is run for it. */
    public static CataloguePage of(PluginRegistry registry) {
        SampleSettings samples = new SampleSettings(registry);
        PictureMaker pictures = new PictureMaker(samples);
        List<PluginGroup> groups = new ArrayList<>();
        for (PluginKind kind : PluginKind.values()) {
            List<PluginCard> cards = registry.providers().stream()
                    .filter(provider -> provider.kind() == kind)
                    .map(provider -> card(provider, samples, pictures))
                    .toList();
            groups.add(new PluginGroup(kind.one().replace(' ', '-'), kind.many(), cards));
        }
        return new CataloguePage(FrameworkVersion.VERSION, groups);
    }

    private static PluginCard card(PluginProvider provider, SampleSettings samples, PictureMaker pictures) {
        String reference = samples.reference(provider);
        return new PluginCard(
                provider.id(),
                provider.named(),
                provider.origin() instanceof PluginOrigin.ThirdParty party
                        ? String.valueOf(party.jar().getFileName())
                        : "",
                provider.about().summary(),
                PluginExample.of(provider.kind(), reference, provider.id(), provider.config()),
                SettingTable.rows(provider.config()).stream()
                        .map(row -> new SettingLine(row.name(), row.values(), row.standard(), row.meaning()))
                        .toList(),
                pictures.of(provider, reference));
    }
}
