package io.keshu.channels.web.convert;

import io.keshu.channels.web.config.Deployment;
import io.keshu.channels.web.config.FormField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A deployment's settings as the protocol shows them. */
public final class SettingsWriter {

    private final long maxUpload;
    private final Set<String> fileTypes;
    private final long recallSeconds;

    public SettingsWriter(long maxUpload, Set<String> fileTypes, long recallSeconds) {
        this.maxUpload = maxUpload;
        this.fileTypes = Set.copyOf(fileTypes);
        this.recallSeconds = recallSeconds;
    }

    /** @param open whether somebody answers now */
    public Map<String, Object> write(Deployment deployment, String language, boolean open) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("deployment", deployment.key());
        settings.put("version", deployment.version());
        settings.put("language", language);
        settings.put("languages", deployment.languages());
        settings.put("look", look(deployment, language));
        settings.put("icon", icon(deployment));
        settings.put(
                "groups",
                deployment.groups().stream()
                        .map(group -> Map.of("id", group.id(), "name", group.name()))
                        .toList());
        settings.put("form", form(deployment.form(), language));
        settings.put("open", open);
        deployment.closedNotice(language).ifPresent(notice -> settings.put("closedNotice", notice));
        settings.put("messageForm", form(deployment.messageForm(), language));
        settings.put("pages", Map.of("show", deployment.shownOn(), "hide", deployment.hiddenOn()));
        settings.put("limits", limits());
        settings.put("texts", Map.of());
        return settings;
    }

    private static Map<String, Object> look(Deployment deployment, String language) {
        Map<String, Object> look = new LinkedHashMap<>();
        look.put("name", deployment.name());
        deployment.logo().ifPresent(logo -> look.put("logo", logo));
        look.put("colour", deployment.colour());
        look.put("greeting", deployment.greeting(language));
        look.put("position", deployment.position());
        look.put("offset", Map.of("x", deployment.offsetX(), "y", deployment.offsetY()));
        return look;
    }

    private static Map<String, Object> icon(Deployment deployment) {
        Map<String, Object> icon = new LinkedHashMap<>();
        icon.put("kind", deployment.icon());
        deployment.iconImage().ifPresent(image -> icon.put("image", image));
        deployment.iconText().ifPresent(text -> icon.put("text", text));
        return icon;
    }

    private static List<Map<String, Object>> form(List<FormField> fields, String language) {
        return fields.stream()
                .map(field -> {
                    Map<String, Object> shown = new LinkedHashMap<>();
                    shown.put("name", field.name());
                    shown.put("label", field.label(language));
                    shown.put("kind", field.kind());
                    shown.put("required", field.required());
                    if (!field.options().isEmpty()) {
                        shown.put("options", field.options());
                    }
                    return shown;
                })
                .toList();
    }

    private Map<String, Object> limits() {
        Map<String, Object> limits = new LinkedHashMap<>();
        limits.put("textLength", ContentReader.MAX_TEXT);
        limits.put("fileBytes", maxUpload);
        limits.put("fileTypes", fileTypes.stream().sorted().toList());
        limits.put("recallSeconds", recallSeconds);
        return limits;
    }
}
