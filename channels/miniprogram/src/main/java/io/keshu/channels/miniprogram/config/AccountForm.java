package io.keshu.channels.miniprogram.config;

import io.keshu.channels.api.AccountDescriptor;
import io.keshu.channels.api.AccountDescriptor.Field;
import io.keshu.channels.api.AccountDescriptor.Kind;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelType;
import io.keshu.channels.weixin.config.AccountFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The form that the console draws for a mini program. */
public final class AccountForm {

    /** The page that a subscribe message leads to. */
    private static final String TEMPLATE_PAGE = "templatePage";

    private AccountForm() {}

    /** The account's fields in the order in which they are filled in. */
    public static AccountDescriptor describe(ChannelType type) {
        List<Field> fields = new ArrayList<>(AccountFields.identity());
        fields.add(new Field(TEMPLATE_PAGE, Kind.TEXT, false, "[^\\s/][^\\s]{0,1023}", List.of(), null));
        fields.add(AccountFields.apiBaseUrl());
        return new AccountDescriptor(type, true, fields);
    }

    /** Where a tap on a subscribe message leads that says nothing of its own; empty for nowhere. */
    public static Optional<String> templatePage(ChannelAccount account) {
        return account.setting(TEMPLATE_PAGE);
    }
}
