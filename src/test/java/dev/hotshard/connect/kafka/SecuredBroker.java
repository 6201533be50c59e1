package dev.hotshard.connect.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.cli.local.LoopbackPorts;
import dev.hotshard.testkit.kafka.BrokerExtension;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A broker with ACLs and a port for each protocol, where {@code alice} can log in with {@code secret}. */
final class SecuredBroker implements BrokerExtension.Overrides {

    private static final String PASSWORD = "changeit";

    private String tls;
    private String sasl;

    /** The address of the port that speaks TLS, as {@code host:port}. */
    String tls() {
        return tls;
    }

    /** The address of the port that requires a login, as {@code host:port}. */
    String sasl() {
        return sasl;
    }

    @Override
    public Map<String, String> in(Path folder) throws Exception {
        tls = "127.0.0.1:" + LoopbackPorts.free();
        sasl = "127.0.0.1:" + LoopbackPorts.free();
        makeKey(folder);
        Map<String, String> overrides = new HashMap<>();
        overrides.put("listeners", "SSL://" + tls + ",SASL_PLAINTEXT://" + sasl);
        overrides.put(
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SSL:SSL,SASL_PLAINTEXT:SASL_PLAINTEXT");
        overrides.put("ssl.keystore.location", key(folder).toString());
        overrides.put("ssl.keystore.password", PASSWORD);
        overrides.put("sasl.enabled.mechanisms", "PLAIN");
        overrides.put(
                "listener.name.sasl_plaintext.plain.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required user_alice=\"secret\";");
        overrides.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        overrides.put("super.users", "User:ANONYMOUS");
        return overrides;
    }

    private static Path key(Path folder) {
        return folder.resolve("broker.p12");
    }

    private static void makeKey(Path folder) throws Exception {
        List<String> command = Stream.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "broker",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=broker",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        key(folder).toString(),
                        "-storepass",
                        PASSWORD)
                .toList();
        Process keytool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
    }
}
