package io.quarkiverse.replicated.deployment.exception;

import io.quarkus.builder.item.MultiBuildItem;

/** A mistake that a build step has found. The build fails with all of them at once. */
public final class SetupMistakeBuildItem extends MultiBuildItem {

    private final ReplicatedSetupException mistake;

    public SetupMistakeBuildItem(ReplicatedSetupException mistake) {
        this.mistake = mistake;
    }

    public ReplicatedSetupException mistake() {
        return mistake;
    }
}
