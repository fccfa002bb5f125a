package io.keshu.channels.sms.client;

import org.jsmpp.SMPPConstant;

/** The command_status of SMPP 3.4, 5.1.3, as it is written down: eight hexadecimal digits. */
public final class Statuses {

    public static final String THROTTLED = of(SMPPConstant.STAT_ESME_RTHROTTLED);
    public static final String QUEUE_FULL = of(SMPPConstant.STAT_ESME_RMSGQFUL);
    public static final String SYSTEM_ERROR = of(SMPPConstant.STAT_ESME_RSYSERR);
    public static final String TEMPORARY = of(SMPPConstant.STAT_ESME_RX_T_APPN);
    public static final String SUBMIT_FAILED = of(SMPPConstant.STAT_ESME_RSUBMITFAIL);
    public static final String BAD_LENGTH = of(SMPPConstant.STAT_ESME_RINVMSGLEN);
    public static final String BAD_SOURCE = of(SMPPConstant.STAT_ESME_RINVSRCADR);
    public static final String BAD_DESTINATION = of(SMPPConstant.STAT_ESME_RINVDSTADR);
    public static final String BAD_BIND = of(SMPPConstant.STAT_ESME_RINVBNDSTS);

    private Statuses() {}

    static String of(int status) {
        return "0x%08x".formatted(status);
    }

    static BindFailure.Kind ofBind(int status) {
        return switch (status) {
            case SMPPConstant.STAT_ESME_RINVPASWD,
                    SMPPConstant.STAT_ESME_RINVSYSID,
                    SMPPConstant.STAT_ESME_RINVSYSTYP -> BindFailure.Kind.BAD_CREDENTIALS;
            case SMPPConstant.STAT_ESME_RALYBND, SMPPConstant.STAT_ESME_RBINDFAIL -> BindFailure.Kind.BOUND_ELSEWHERE;
            default -> BindFailure.Kind.REFUSED;
        };
    }
}
