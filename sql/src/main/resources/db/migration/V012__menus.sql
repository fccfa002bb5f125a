-- fact.kind gains 4: menu tapped, with the provider's kind of button in what. Its detail is what the fact tells beyond that: the
-- button's key or address.
ALTER TABLE fact ADD COLUMN detail VARCHAR(1024);

-- One menu per account: the draft, which published version customers have, and who publishes now. While publishing is set, its
-- lease_token says who may end the publication; after lease_until (UTC) anybody may take it over.
CREATE TABLE bot_menu (
    account_id  BIGINT      NOT NULL,
    draft       MEDIUMTEXT  NOT NULL,
    version     BIGINT      NOT NULL,
    edited_by   BIGINT      NOT NULL,
    edited_at   DATETIME(6) NOT NULL,
    live        INT,
    publishing  INT,
    lease_token VARCHAR(64),
    lease_until DATETIME(6),
    PRIMARY KEY (account_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Every publication, with what it was to show and how it ended. Only a running one is ever changed.
CREATE TABLE bot_menu_version (
    account_id    BIGINT       NOT NULL,
    number        INT          NOT NULL,
    menu          MEDIUMTEXT   NOT NULL,
    rolled_back   INT,
    published_by  BIGINT       NOT NULL,
    started_at    DATETIME(6)  NOT NULL,
    state         VARCHAR(16)  NOT NULL,
    ended_at      DATETIME(6),
    reason        VARCHAR(32),
    provider_code VARCHAR(32),
    detail        VARCHAR(500),
    present       MEDIUMTEXT,
    PRIMARY KEY (account_id, number)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Clicks counted from facts. version 0 and item '' stand for buttons of no menu published here.
CREATE TABLE bot_menu_click (
    account_id BIGINT      NOT NULL,
    version    INT         NOT NULL,
    item       VARCHAR(64) NOT NULL,
    clicks     BIGINT      NOT NULL,
    PRIMARY KEY (account_id, version, item)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
