package io.keshu.channels.web.config;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** One deployment of the widget, or one app: an account of the channel, read. */
public final class Deployment {

    private static final String ENGLISH = "en";
    private static final Pattern BAR = Pattern.compile("\\|");

    private final ChannelAccount account;
    private final List<String> origins;
    private final List<String> languages;
    private final List<Group> groups;
    private final List<FormField> form;
    private final List<FormField> messageForm;

    /** @param id what comes back when a visitor picks it */
    public record Group(String id, String name) {}

    Deployment(ChannelAccount account) {
        this.account = account;
        this.origins = lines(DeploymentForm.ORIGINS).stream()
                .map(origin -> origin.toLowerCase(Locale.ROOT))
                .toList();
        this.languages = switch (setting(DeploymentForm.LANGUAGES, "both")) {
            case "zh" -> List.of("zh");
            case ENGLISH -> List.of(ENGLISH);
            default -> List.of("zh", ENGLISH);
        };
        this.groups = lines(DeploymentForm.GROUPS).stream()
                .map(BAR::split)
                .filter(parts -> parts.length == 2)
                .map(parts -> new Group(parts[0].strip(), parts[1].strip()))
                .toList();
        this.form = FormField.of(lines(DeploymentForm.FORM));
        this.messageForm = FormField.of(setting(DeploymentForm.MESSAGE_FORM, DeploymentForm.DEFAULT_MESSAGE_FORM)
                .lines()
                .toList());
    }

    private String setting(String name, String otherwise) {
        return account.setting(name).orElse(otherwise);
    }

    private List<String> lines(String name) {
        return account.setting(name).stream()
                .flatMap(String::lines)
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    public ChannelAccountId id() {
        return account.id();
    }

    public String key() {
        return account.key();
    }

    public long version() {
        return account.version();
    }

    /**
     * Whether a browser's page may call.
     *
     * @param origin as the browser sent it
     */
    public boolean allows(String origin) {
        String asked = origin.toLowerCase(Locale.ROOT);
        return origins.stream().anyMatch(allowed -> {
            int star = allowed.indexOf("*.");
            return star < 0
                    ? allowed.equals(asked)
                    : asked.startsWith(allowed.substring(0, star))
                            && asked.endsWith(allowed.substring(star + 1))
                            && asked.length() > allowed.length() - 1
                            && asked.indexOf('/', star) < 0
                            && asked.indexOf('@') < 0;
        });
    }

    /** Whether callers without an origin, hence no browsers, are taken. */
    public boolean allowsApps() {
        return Boolean.parseBoolean(setting(DeploymentForm.APPS, "false"));
    }

    public Optional<String> memberSecret() {
        return account.secret(DeploymentForm.MEMBER_SECRET);
    }

    public List<String> languages() {
        return languages;
    }

    /** The language among the deployment's that comes nearest. */
    public String language(String asked) {
        String wanted = asked.toLowerCase(Locale.ROOT).startsWith(ENGLISH) ? ENGLISH : "zh";
        return languages.contains(wanted) ? wanted : languages.get(0);
    }

    public String name() {
        return setting(DeploymentForm.NAME, account.name());
    }

    public Optional<String> logo() {
        return account.setting(DeploymentForm.LOGO);
    }

    public String colour() {
        return setting(DeploymentForm.COLOUR, DeploymentForm.DEFAULT_COLOUR);
    }

    /** Empty if there is none. */
    public String greeting(String language) {
        return inLanguage(DeploymentForm.GREETING, DeploymentForm.GREETING_EN, language);
    }

    private String inLanguage(String chinese, String english, String language) {
        return language.equals(ENGLISH) ? setting(english, setting(chinese, "")) : setting(chinese, "");
    }

    public String position() {
        return setting(DeploymentForm.POSITION, "right");
    }

    public int offsetX() {
        return Integer.parseInt(setting(DeploymentForm.OFFSET_X, DeploymentForm.DEFAULT_OFFSET));
    }

    public int offsetY() {
        return Integer.parseInt(setting(DeploymentForm.OFFSET_Y, DeploymentForm.DEFAULT_OFFSET));
    }

    public String icon() {
        return setting(DeploymentForm.ICON, "floating");
    }

    public Optional<String> iconImage() {
        return account.setting(DeploymentForm.ICON_IMAGE);
    }

    public Optional<String> iconText() {
        return account.setting(DeploymentForm.ICON_TEXT);
    }

    public List<Group> groups() {
        return groups;
    }

    public List<FormField> form() {
        return form;
    }

    public List<FormField> messageForm() {
        return messageForm;
    }

    /** Whether visitors are asked to leave a message outside the hub's business hours. */
    public boolean keepsHours() {
        return setting(DeploymentForm.HOURS, "always").equals("hub");
    }

    public Optional<String> closedNotice(String language) {
        String notice = inLanguage(DeploymentForm.CLOSED_NOTICE, DeploymentForm.CLOSED_NOTICE_EN, language);
        return Optional.of(notice).filter(text -> !text.isEmpty());
    }

    public List<String> shownOn() {
        List<String> pages = lines(DeploymentForm.SHOW);
        return pages.isEmpty() ? List.of("/*") : pages;
    }

    public List<String> hiddenOn() {
        return lines(DeploymentForm.HIDE);
    }
}
