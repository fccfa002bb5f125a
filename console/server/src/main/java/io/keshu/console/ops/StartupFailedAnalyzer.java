package io.keshu.console.ops;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says plainly why the hub can't start. */
final class StartupFailedAnalyzer extends AbstractFailureAnalyzer<StartupFailedException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, StartupFailedException cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.action(), cause);
    }
}
