package io.keshu.infra.conversation;

/**
 * Where a page of the list ended.
 *
 * @param rank the last row's place
 * @param id and its conversation
 */
record ListCursor(long rank, long id) {

    /** @throws IllegalArgumentException if the text is no cursor */
    static ListCursor parse(String text) {
        int dot = text.indexOf('.');
        if (dot < 0) {
            throw new IllegalArgumentException("Not a cursor: " + text);
        }
        return new ListCursor(Long.parseLong(text.substring(0, dot)), Long.parseLong(text.substring(dot + 1)));
    }

    @Override
    public String toString() {
        return rank + "." + id;
    }
}
