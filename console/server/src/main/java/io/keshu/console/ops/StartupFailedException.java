package io.keshu.console.ops;

/** The hub can't start, and somebody can do something about it. */
public class StartupFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    /**
     * @param description what is wrong
     * @param action what to do
     */
    public StartupFailedException(String description, String action) {
        super(description);
        this.action = action;
    }

    String action() {
        return action;
    }
}
