package dev.hotshard.connect.kafka;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Finds out whether a port speaks TLS. Sends nothing but a greeting, so it need not trust the server. */
final class TlsProbe implements X509TrustManager {

    private boolean certificateSeen;

    private TlsProbe() {}

    /** Whether a server presents a certificate; the timeout applies to the connection and to each read. */
    static boolean isTls(InetSocketAddress address, int timeoutMillis) {
        TlsProbe probe = new TlsProbe();
        try (Socket plain = new Socket()) {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {probe}, null);
            plain.connect(address, timeoutMillis);
            plain.setSoTimeout(timeoutMillis);
            try (SSLSocket socket = (SSLSocket)
                    context.getSocketFactory().createSocket(plain, address.getHostString(), address.getPort(), true)) {
                socket.startHandshake();
            }
        } catch (IOException | GeneralSecurityException e) {
            // All that matters is whether the handshake got as far as a certificate.
        }
        return probe.certificateSeen;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
        certificateSeen = true;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {
        throw new UnsupportedOperationException("a probe has no clients");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
