package io.keshu.channels.api;

/** What a button of a menu does. Closed; which kinds a channel carries is part of its {@link MenuLimits}. */
public sealed interface MenuAction {

    Kind kind();

    /** The kinds of buttons. */
    enum Kind {
        /** The customer's tap comes to the hub. */
        CLICK,
        /** Opens a page. */
        LINK,
        /** Opens a page of a mini program. */
        MINI_PROGRAM,
        /** Scans a code and opens what it says; the result comes to the hub. */
        SCAN,
        /** Scans a code and shows that an answer is awaited; the result comes to the hub. */
        SCAN_AND_WAIT,
        /** Takes a picture. */
        CAMERA,
        /** Takes a picture or picks one. */
        CAMERA_OR_ALBUM,
        /** Picks a picture. */
        ALBUM,
        /** Picks a place. */
        PLACE,
        /** Sends a stored material. */
        MATERIAL,
        /** Sends a published article. */
        ARTICLE,
        /** Opens a published article without its notices. */
        ARTICLE_VIEW,
        /** Says a text that the provider keeps; only ever read, since it can't be published through an API. */
        PROVIDER_TEXT
    }

    /**
     * A tap that the hub is told of under a key.
     *
     * @param kind one of {@link Kind#CLICK} to {@link Kind#PLACE} that has a key
     */
    record Keyed(Kind kind, String key) implements MenuAction {
        public Keyed {
            switch (kind) {
                case CLICK, SCAN, SCAN_AND_WAIT, CAMERA, CAMERA_OR_ALBUM, ALBUM, PLACE -> {}
                default -> throw new IllegalArgumentException("A button of kind " + kind + " has no key");
            }
        }
    }

    /** Opens a page. */
    record Link(String url) implements MenuAction {
        @Override
        public Kind kind() {
            return Kind.LINK;
        }
    }

    /** @param fallbackUrl what is opened where mini programs can't be */
    record MiniProgram(String appId, String pagePath, String fallbackUrl) implements MenuAction {
        @Override
        public Kind kind() {
            return Kind.MINI_PROGRAM;
        }
    }

    /** @param id the provider's id of the material or article */
    record Stored(Kind kind, String id) implements MenuAction {
        public Stored {
            if (kind != Kind.MATERIAL && kind != Kind.ARTICLE && kind != Kind.ARTICLE_VIEW) {
                throw new IllegalArgumentException("A button of kind " + kind + " has no stored content");
            }
        }
    }

    /** See {@link Kind#PROVIDER_TEXT}. */
    record ProviderText(String text) implements MenuAction {
        @Override
        public Kind kind() {
            return Kind.PROVIDER_TEXT;
        }
    }
}
