package io.keshu.channels.sandbox.control;

import io.keshu.channels.sandbox.http.BadCallException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that a person does.
 *
 * @param key of a menu item, an address, or the scene of a QR code; a scene without the prefix of the subscribe event
 * @param latitude of a location
 * @param longitude of a location
 * @param precision of a location, in metres
 */
record EventWrite(
        @Nullable Event event,
        @Nullable String key,
        @Nullable Double latitude,
        @Nullable Double longitude,
        @Nullable Double precision) {

    /** What it is. */
    enum Event {
        SUBSCRIBE,
        UNSUBSCRIBE,
        SCAN,
        CLICK,
        VIEW,
        VIEW_MINIPROGRAM,
        SCANCODE_PUSH,
        SCANCODE_WAITMSG,
        PIC_SYSPHOTO,
        PIC_PHOTO_OR_ALBUM,
        PIC_WEIXIN,
        LOCATION_SELECT,
        LOCATION,
        PAY
    }

    /** @throws BadCallException if it is left out */
    Event happened() {
        if (event == null) {
            throw BadCallException.of(
                    "event.missing",
                    "event must be one of subscribe, unsubscribe, SCAN, LOCATION, CLICK, VIEW or another tap on a menu.");
        }
        return event;
    }

    Map<String, String> place() {
        if (latitude == null || longitude == null || Math.abs(latitude) > 90 || Math.abs(longitude) > 180) {
            throw BadCallException.of("event.place", "latitude and longitude must be degrees.");
        }
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("Latitude", latitude.toString());
        fields.put("Longitude", longitude.toString());
        fields.put("Precision", precision == null ? "30.0" : precision.toString());
        return fields;
    }
}
