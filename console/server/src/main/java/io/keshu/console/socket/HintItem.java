package io.keshu.console.socket;

import io.keshu.domain.hint.Hint;

/** A hint with its JSON, which is made once however many browsers get it. */
record HintItem(Hint hint, String json) {

    static HintItem of(Hint hint) {
        String touched = hint.touched() == 0 ? "null" : Integer.toString(hint.touched());
        return new HintItem(
                hint,
                "{\"id\":\"" + hint.conversation().value() + "\",\"lastNumber\":" + hint.lastNumber() + ",\"touched\":"
                        + touched + "}");
    }

    HintItem merge(HintItem other) {
        return hint.equals(other.hint) ? this : of(hint.merge(other.hint));
    }

    static String frame(Iterable<HintItem> items) {
        StringBuilder frame = new StringBuilder("{\"type\":\"hints\",\"items\":[");
        boolean first = true;
        for (HintItem item : items) {
            if (!first) {
                frame.append(',');
            }
            frame.append(item.json);
            first = false;
        }
        return frame.append("]}").toString();
    }
}
