-- told: whether the provider has told of this follower. FALSE from the moment somebody follows until then.
ALTER TABLE bot_follower
    ADD COLUMN told BOOLEAN NOT NULL DEFAULT TRUE;
