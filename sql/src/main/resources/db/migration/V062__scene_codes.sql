-- numbered: whether the provider was given the scene as a number. group_id: whose agents a scan of the code asks for; NULL for none.
-- changed_by: who changed the code last.
ALTER TABLE bot_scene_code
    ADD COLUMN numbered BOOLEAN NOT NULL DEFAULT FALSE,
    ADD COLUMN group_id BIGINT,
    ADD COLUMN changed_by BIGINT,
    ADD KEY bot_scene_code_group (group_id);
