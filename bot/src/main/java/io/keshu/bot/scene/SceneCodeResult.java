package io.keshu.bot.scene;

import io.keshu.channels.api.ProviderProblem;

/** How a change of a code ended. */
public sealed interface SceneCodeResult {

    record Done(SceneCodeEntry entry) implements SceneCodeResult {}

    /** The provider, or its limits, would not have it. */
    record Failed(ProviderProblem problem) implements SceneCodeResult {}

    /** The account has a code of this scene. */
    record SceneTaken(String name) implements SceneCodeResult {}

    /** Somebody changed it since. */
    record Changed(SceneCodeEntry now) implements SceneCodeResult {}

    record Unknown() implements SceneCodeResult {}
}
