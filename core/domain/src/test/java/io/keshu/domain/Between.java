package io.keshu.domain;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Comes between a port and whoever calls it. */
public final class Between {

    private Between() {}

    /** Goes on to the port itself. */
    @FunctionalInterface
    public interface Proceed {
        Object call() throws Throwable;
    }

    /** What happens instead of a call; may proceed with it. */
    @FunctionalInterface
    public interface Interceptor {
        Object on(String method, Object[] arguments, Proceed proceed) throws Throwable;
    }

    public static <T> T of(Class<T> port, T real, Interceptor interceptor) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
                    Proceed proceed = () -> {
                        try {
                            return method.invoke(real, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    };
                    return interceptor.on(method.getName(), arguments == null ? new Object[0] : arguments, proceed);
                }));
    }
}
