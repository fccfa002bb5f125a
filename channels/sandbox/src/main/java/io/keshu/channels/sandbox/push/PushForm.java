package io.keshu.channels.sandbox.push;

/** In which form an account is told (数据格式); official accounts know XML only. */
public enum PushForm {
    XML,
    JSON
}
