package io.keshu.channels.weixin.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How WeChat sends messages, as chosen in the account's settings there (消息加解密方式). */
public enum EncryptionMode {
    /** 明文模式: signed, readable. */
    PLAIN,
    /** 兼容模式: readable and encrypted together. */
    COMPAT,
    /** 安全模式: encrypted only. */
    SECURE;

    /** The value in an account's settings. */
    public String setting() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<EncryptionMode> of(String setting) {
        return Arrays.stream(values())
                .filter(mode -> mode.setting().equals(setting))
                .findFirst();
    }

    static List<String> settings() {
        return Arrays.stream(values()).map(EncryptionMode::setting).toList();
    }
}
