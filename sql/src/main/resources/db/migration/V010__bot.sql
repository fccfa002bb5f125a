-- What the bot says by itself, one row per occasion and account. account_id 0 stands for all accounts without a row of their own.
CREATE TABLE bot_auto_reply (
    occasion   VARCHAR(32) NOT NULL,
    account_id BIGINT      NOT NULL,
    enabled    BOOLEAN     NOT NULL,
    text       MEDIUMTEXT  NOT NULL,
    version    BIGINT      NOT NULL,
    PRIMARY KEY (occasion, account_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

INSERT INTO bot_auto_reply (occasion, account_id, enabled, text, version)
VALUES ('greeting', 0, TRUE, '您好，我们已收到您的消息，客服会尽快回复。', 1);
