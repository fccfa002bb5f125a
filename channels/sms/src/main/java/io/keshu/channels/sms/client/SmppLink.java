package io.keshu.channels.sms.client;

import io.keshu.channels.sms.config.SmppSettings;
import io.keshu.channels.sms.config.SmsProperties;
import java.io.IOException;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.SynchronizedPDUSender;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.InterfaceVersion;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SMSCDeliveryReceipt;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.Session;
import org.jspecify.annotations.Nullable;

/** One bind to an SMSC. Thread-safe. */
public final class SmppLink implements AutoCloseable {

    /** Wider than the windows that SMSCs keep, so that none is told to wait because of this. */
    private static final int QUEUE = 1000;

    private static final ESMClass HEADED = new ESMClass(0x40);

    private final Sockets sockets;
    private final SMPPSession session;

    private SmppLink(Sockets sockets, SMPPSession session) {
        this.sockets = sockets;
        this.session = session;
    }

    /** Which ways a bind is used. */
    public enum Way {
        BOTH(BindType.BIND_TRX),
        RECEIVING(BindType.BIND_RX),
        SENDING(BindType.BIND_TX);

        private final BindType bind;

        Way(BindType bind) {
            this.bind = bind;
        }
    }

    /**
     * Connects and binds.
     *
     * @param inbox null if nothing is to come in
     * @throws BindFailure if that could not be done
     */
    static SmppLink open(SmppSettings settings, Way way, @Nullable Inbox inbox, SmsProperties properties)
            throws BindFailure {
        Sockets sockets = new Sockets(settings.tls(), properties.connectTimeout());
        SMPPSession session = new SMPPSession(
                new SynchronizedPDUSender(),
                new GuardedReader(inbox == null ? sequence -> {} : inbox::announced),
                sockets);
        session.setEnquireLinkTimer((int) properties.enquireAfter().toMillis());
        session.setTransactionTimer(properties.requestTimeout().toMillis());
        session.setPduProcessorDegree(inbox == null ? 2 : properties.workers());
        session.setQueueCapacity(QUEUE);
        if (inbox != null) {
            session.setMessageReceiverListener(new Listener(inbox));
        }
        BindParameter parameter = new BindParameter(
                way.bind,
                settings.systemId(),
                settings.password(),
                settings.systemType(),
                TypeOfNumber.UNKNOWN,
                NumberingPlanIndicator.UNKNOWN,
                "",
                InterfaceVersion.IF_34);
        try {
            session.connectAndBind(
                    settings.host(),
                    settings.port(),
                    parameter,
                    properties.requestTimeout().toMillis());
            return new SmppLink(sockets, session);
        } catch (IOException | RuntimeException e) {
            sockets.cut();
            throw failure(e);
        }
    }

    private static BindFailure failure(Exception e) {
        if (e.getCause() instanceof NegativeResponseException refused) {
            int status = refused.getCommandStatus();
            return new BindFailure(
                    Statuses.ofBind(status),
                    Statuses.of(status),
                    "The SMSC refused the bind: " + Statuses.of(status),
                    e);
        }
        return new BindFailure(BindFailure.Kind.UNREACHABLE, "", String.valueOf(e.getMessage()), e);
    }

    /** Whether it can be used, as far as is known. */
    public boolean bound() {
        return session.getSessionState().isBound();
    }

    /** Sends one segment and waits for the answer. */
    public SendOutcome submit(Segment segment) {
        if (!bound()) {
            return new SendOutcome.NotSent("Not bound");
        }
        try {
            String id = session.submitShortMessage(
                            "",
                            type(segment.source()),
                            plan(segment.source()),
                            segment.source().address(),
                            type(segment.destination()),
                            plan(segment.destination()),
                            segment.destination().address(),
                            segment.headed() ? HEADED : new ESMClass(),
                            (byte) 0,
                            (byte) 0,
                            null,
                            null,
                            new RegisteredDelivery(
                                    segment.receipt()
                                            ? SMSCDeliveryReceipt.SUCCESS_FAILURE
                                            : SMSCDeliveryReceipt.DEFAULT),
                            (byte) 0,
                            new RawDataCoding((byte) segment.dataCoding()),
                            (byte) 0,
                            segment.octets())
                    .getMessageId();
            return new SendOutcome.Taken(id);
        } catch (NegativeResponseException e) {
            return new SendOutcome.Refused(Statuses.of(e.getCommandStatus()), "Refused by the SMSC");
        } catch (ResponseTimeoutException e) {
            return new SendOutcome.Unclear("No answer in time");
        } catch (InvalidResponseException e) {
            return new SendOutcome.Unclear("The answer is no submit_sm_resp: " + e.getMessage());
        } catch (PDUException e) {
            return new SendOutcome.Refused("", "No such PDU can be made: " + e.getMessage());
        } catch (IOException e) {
            // Thrown in writing: a PDU that is not there in full is none.
            return new SendOutcome.NotSent("The connection broke: " + e.getMessage());
        }
    }

    private static TypeOfNumber type(Segment.Party party) {
        return switch (party.type()) {
            case UNKNOWN -> TypeOfNumber.UNKNOWN;
            case INTERNATIONAL -> TypeOfNumber.INTERNATIONAL;
            case ALPHANUMERIC -> TypeOfNumber.ALPHANUMERIC;
        };
    }

    private static NumberingPlanIndicator plan(Segment.Party party) {
        return party.address().isEmpty() || party.type() == Segment.Type.ALPHANUMERIC
                ? NumberingPlanIndicator.UNKNOWN
                : NumberingPlanIndicator.ISDN;
    }

    /** Ends it at once, under whoever uses it. Doesn't block. */
    public void cut() {
        sockets.cut();
    }

    /** Takes leave of the SMSC. */
    @Override
    public void close() {
        if (bound()) {
            session.unbindAndClose();
        }
        sockets.cut();
        session.close();
    }

    /** Passes on what comes in. */
    private record Listener(Inbox inbox) implements MessageReceiverListener {

        @Override
        public void onAcceptDeliverSm(DeliverSm pdu) throws ProcessRequestException {
            try {
                inbox.received(PduReading.read(pdu));
            } catch (NotTakenException e) {
                throw new ProcessRequestException(
                        String.valueOf(e.getMessage()),
                        e.forGood() ? SMPPConstant.STAT_ESME_RX_R_APPN : SMPPConstant.STAT_ESME_RX_T_APPN,
                        e);
            }
        }

        @Override
        public void onAcceptAlertNotification(AlertNotification alert) {
            // A phone is in reach again: nothing waits for that.
        }

        @Override
        public DataSmResult onAcceptDataSm(DataSm pdu, Session source) throws ProcessRequestException {
            throw new ProcessRequestException("data_sm is not taken", SMPPConstant.STAT_ESME_RINVCMDID);
        }
    }
}
