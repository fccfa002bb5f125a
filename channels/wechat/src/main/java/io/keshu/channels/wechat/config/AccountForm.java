package io.keshu.channels.wechat.config;

import io.keshu.channels.api.AccountDescriptor;
import io.keshu.channels.api.AccountDescriptor.Field;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelType;
import io.keshu.channels.weixin.config.AccountFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The form that the console draws for an official account. */
public final class AccountForm {

    /** Whether an automatic answer may leave in the webhook's answer. */
    private static final String PASSIVE_REPLY = "passiveReply";

    private AccountForm() {}

    /** The account's fields in the order in which they are filled in. */
    public static AccountDescriptor describe(ChannelType type) {
        List<Field> fields = new ArrayList<>(AccountFields.identity());
        fields.add(AccountFields.onOff(PASSIVE_REPLY));
        fields.add(AccountFields.apiBaseUrl());
        return new AccountDescriptor(type, true, fields);
    }

    /** Whether an automatic answer may leave in the webhook's answer. */
    public static boolean passiveReply(ChannelAccount account) {
        return !account.setting(PASSIVE_REPLY).equals(Optional.of("false"));
    }
}
