package io.keshu.channels.sandbox.control;

import io.keshu.channels.sandbox.http.BadCallException;
import io.keshu.channels.sandbox.http.Call;

/** Numbers in a call's parameters. */
final class Numbers {

    private Numbers() {}

    /** @throws BadCallException if it is no number of that range */
    static long of(Call call, String name, long otherwise, long least, long most) {
        String text = call.query().get(name);
        if (text == null) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw BadCallException.of("parameter." + name, name + " must be a number.");
        }
        throw BadCallException.of("parameter." + name, name + " must be from " + least + " to " + most + ".");
    }
}
