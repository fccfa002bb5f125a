-- What each version of a draft held, who wrote it and when, so that whoever saves upon an older one is told what changed since. Written
-- with bot_menu; the latest thousand of an account are kept.
CREATE TABLE bot_menu_draft (
    account_id BIGINT      NOT NULL,
    version    BIGINT      NOT NULL,
    menu       MEDIUMTEXT  NOT NULL,
    edited_by  BIGINT      NOT NULL,
    edited_at  DATETIME(6) NOT NULL,
    PRIMARY KEY (account_id, version)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

INSERT INTO bot_menu_draft (account_id, version, menu, edited_by, edited_at)
SELECT account_id, version, draft, edited_by, edited_at
FROM bot_menu;
