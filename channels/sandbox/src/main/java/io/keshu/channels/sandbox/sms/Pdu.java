package io.keshu.channels.sandbox.sms;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** One PDU: SMPP 3.4, 3.2. */
@SuppressWarnings("ArrayRecordComponent") // read once, compared by nobody
record Pdu(int command, int status, int sequence, byte[] body) {

    static final int BIND_RECEIVER = 1;
    static final int BIND_TRANSMITTER = 2;
    static final int SUBMIT_SM = 4;
    static final int DELIVER_SM = 5;
    static final int UNBIND = 6;
    static final int BIND_TRANSCEIVER = 9;
    static final int ENQUIRE_LINK = 0x15;
    static final int GENERIC_NACK = 0x80000000;

    static final int OK = 0;
    static final int BAD_COMMAND = 3;
    static final int BAD_STATE = 4;
    static final int BAD_DESTINATION = 0x0b;
    static final int BIND_FAILED = 0x0d;
    static final int BAD_PASSWORD = 0x0e;

    private static final int HEADER = 16;
    private static final int LONGEST = 70_000;
    private static final int RESPONSE = 0x80000000;

    static Pdu read(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < HEADER || length > LONGEST) {
            throw new IOException("No PDU has " + length + " bytes");
        }
        int command = in.readInt();
        int status = in.readInt();
        int sequence = in.readInt();
        byte[] body = new byte[length - HEADER];
        in.readFully(body);
        return new Pdu(command, status, sequence, body);
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(HEADER + body.length);
        out.writeInt(command);
        out.writeInt(status);
        out.writeInt(sequence);
        out.write(body);
        out.flush();
    }

    Pdu response(int answer, byte[] with) {
        return new Pdu(command | RESPONSE, answer, sequence, with);
    }

    boolean answers(int request) {
        return command == (request | RESPONSE);
    }
}
