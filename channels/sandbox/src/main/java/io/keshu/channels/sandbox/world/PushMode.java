package io.keshu.channels.sandbox.world;

/** How an account is pushed to (消息加解密方式). */
public enum PushMode {
    /** 明文模式 */
    PLAIN,
    /** 兼容模式 */
    COMPAT,
    /** 安全模式 */
    SECURE
}
