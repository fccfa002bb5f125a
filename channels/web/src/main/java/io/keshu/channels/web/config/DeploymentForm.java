package io.keshu.channels.web.config;

import io.keshu.channels.api.AccountDescriptor;
import io.keshu.channels.api.AccountDescriptor.Field;
import io.keshu.channels.api.AccountDescriptor.Kind;
import io.keshu.channels.api.ChannelType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The form that the console draws for a deployment. */
public final class DeploymentForm {

    static final String ORIGINS = "origins";
    static final String APPS = "apps";
    static final String MEMBER_SECRET = "memberSecret";
    static final String LANGUAGES = "languages";
    static final String NAME = "name";
    static final String LOGO = "logo";
    static final String COLOUR = "colour";
    static final String GREETING = "greeting";
    static final String GREETING_EN = "greetingEn";
    static final String POSITION = "position";
    static final String OFFSET_X = "offsetX";
    static final String OFFSET_Y = "offsetY";
    static final String ICON = "icon";
    static final String ICON_IMAGE = "iconImage";
    static final String ICON_TEXT = "iconText";
    static final String GROUPS = "groups";
    static final String FORM = "form";
    static final String HOURS = "hours";
    static final String CLOSED_NOTICE = "closedNotice";
    static final String CLOSED_NOTICE_EN = "closedNoticeEn";
    static final String MESSAGE_FORM = "messageForm";
    static final String SHOW = "show";
    static final String HIDE = "hide";

    static final String DEFAULT_COLOUR = "#0B5FFF";
    static final String DEFAULT_OFFSET = "24";
    static final String DEFAULT_MESSAGE_FORM =
            "contact | text | required | 手机或邮箱 | Phone or email\nmessage | long | required | 留言 | Message";

    private static final String ORIGIN = "https?://(\\*\\.)?[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?";
    private static final String WEB_ADDRESS = "https?://[^\\s\"<>]{1,1000}";
    private static final String OFFSET = "[0-9]{1,3}";
    private static final String PATH = "/[^\\s]{0,200}";
    private static final String GROUP = "[^|]{1,64}\\|[^|]{1,60}";
    private static final String SECRET = "[\\x21-\\x7e]{32,200}";

    private DeploymentForm() {}

    /** The fields in the order in which they are filled in. */
    public static AccountDescriptor describe(ChannelType type) {
        return new AccountDescriptor(
                type,
                false,
                List.of(
                        new Field(ORIGINS, Kind.LINES, true, ORIGIN, List.of(), null),
                        new Field(APPS, Kind.SWITCH, false, null, List.of(), "false"),
                        new Field(MEMBER_SECRET, Kind.SECRET, false, SECRET, List.of(), null),
                        choice(LANGUAGES, List.of("both", "zh", "en")),
                        text(NAME, Kind.TEXT, "[^\\p{Cntrl}]{1,40}", null),
                        text(LOGO, Kind.TEXT, WEB_ADDRESS, null),
                        text(COLOUR, Kind.COLOUR, null, DEFAULT_COLOUR),
                        text(GREETING, Kind.LONG_TEXT, null, null),
                        text(GREETING_EN, Kind.LONG_TEXT, null, null),
                        choice(POSITION, List.of("right", "left")),
                        text(OFFSET_X, Kind.NUMBER, OFFSET, DEFAULT_OFFSET),
                        text(OFFSET_Y, Kind.NUMBER, OFFSET, DEFAULT_OFFSET),
                        choice(ICON, List.of("floating", "tab", "image", "link", "groups")),
                        text(ICON_IMAGE, Kind.TEXT, WEB_ADDRESS, null),
                        text(ICON_TEXT, Kind.TEXT, "[^\\p{Cntrl}]{1,40}", null),
                        text(GROUPS, Kind.LINES, GROUP, null),
                        text(FORM, Kind.LINES, FormField.LINE, null),
                        choice(HOURS, List.of("always", "hub")),
                        text(CLOSED_NOTICE, Kind.LONG_TEXT, null, null),
                        text(CLOSED_NOTICE_EN, Kind.LONG_TEXT, null, null),
                        text(MESSAGE_FORM, Kind.LINES, FormField.LINE, DEFAULT_MESSAGE_FORM),
                        text(SHOW, Kind.LINES, PATH, null),
                        text(HIDE, Kind.LINES, PATH, null)));
    }

    private static Field text(String name, Kind kind, @Nullable String pattern, @Nullable String defaultValue) {
        return new Field(name, kind, false, pattern, List.of(), defaultValue);
    }

    private static Field choice(String name, List<String> options) {
        return new Field(name, Kind.CHOICE, true, null, options, options.get(0));
    }
}
