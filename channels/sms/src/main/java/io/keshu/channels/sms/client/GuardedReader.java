package io.keshu.channels.sms.client;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.function.IntConsumer;
import org.jsmpp.DefaultPDUReader;
import org.jsmpp.InvalidCommandLengthException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.Command;

/** Reads PDUs, none of which may be longer than any that SMPP has a use for, and tells the order in which messages come. */
final class GuardedReader extends DefaultPDUReader {

    /** A message_payload has up to 64 KB; whatever claims to be longer is no SMPP. */
    private static final int LONGEST = 70_000;

    private final IntConsumer announced;

    GuardedReader(IntConsumer announced) {
        this.announced = announced;
    }

    @Override
    public Command readPDUHeader(DataInputStream in) throws InvalidCommandLengthException, IOException {
        Command header = super.readPDUHeader(in);
        if (header.getCommandLength() > LONGEST) {
            throw new InvalidCommandLengthException("Longer than any PDU: " + header.getCommandLength());
        }
        if (header.getCommandId() == SMPPConstant.CID_DELIVER_SM) {
            announced.accept(header.getSequenceNumber());
        }
        return header;
    }
}
