package io.keshu.channels.sandbox.world;

/** How a template message ends that WeChat took, in the words of its event. */
public enum TemplateEnd {
    DELIVERED("success"),
    /** She refuses the account's template messages. */
    BLOCKED("failed:user block"),
    FAILED("failed: system failed");

    private final String status;

    TemplateEnd(String status) {
        this.status = status;
    }

    public String status() {
        return status;
    }
}
