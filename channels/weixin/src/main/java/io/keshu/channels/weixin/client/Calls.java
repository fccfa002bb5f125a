package io.keshu.channels.weixin.client;

import java.io.IOException;
import me.chanjar.weixin.common.error.WxError;
import me.chanjar.weixin.common.error.WxErrorException;

/** Turns whatever the SDK throws into what it says about the call. */
public final class Calls {

    private Calls() {}

    /** A call through the SDK. */
    public interface Call<T> {
        T make() throws WxErrorException, IOException;
    }

    /** How the call ended, whatever it throws. */
    public static <T> ApiAnswer<T> of(Call<T> call) {
        try {
            return new ApiAnswer.Given<>(call.make());
        } catch (TokenUnavailableException e) {
            return new ApiAnswer.Failed<>(e.outcome());
        } catch (WxErrorException e) {
            return new ApiAnswer.Failed<>(outcome(e));
        } catch (IOException e) {
            return new ApiAnswer.Failed<>(Failures.whileSending(e));
        } catch (RuntimeException e) {
            // Thrown by the SDK for whatever it did not expect in an answer, hence after sending.
            return new ApiAnswer.Failed<>(new SendOutcome.Unclear(Failures.describe(e)));
        }
    }

    static SendOutcome outcome(WxErrorException e) {
        if (e.getCause() instanceof IOException failure) {
            return Failures.whileSending(failure);
        }
        WxError error = e.getError();
        return error.getJson() == null
                ? new SendOutcome.Unclear("empty answer")
                : new SendOutcome.Refused(error.getErrorCode(), String.valueOf(error.getErrorMsg()), false);
    }
}
