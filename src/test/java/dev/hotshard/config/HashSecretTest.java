package dev.hotshard.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HashSecretTest {

    @TempDir
    private Path folder;

    @Test
    void shouldHaveKeysThatFlinkMasks() {
        assertThat(GlobalConfiguration.isSensitive(Options.HASH_SECRET.key())).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'s\u00e9cret', 's\u00e9cret'",
        "'secret\n', 'secret'",
        "'secret\r\n', 'secret'",
        "' secret \n\n', ' secret \n'"
    })
    void shouldReadTheSecretFromAFile(String content, String secret) throws IOException {
        Settings settings = Settings.of(
                conf(Map.of("hotshard.hash-secret-file", file(content).toString())));

        assertThat(settings.events().keySpec().hashKey()).isEqualTo(secret);
    }

    @Test
    void shouldRefuseOptionAndFileTogether() throws IOException {
        assertRefused(
                Map.of(
                        "hotshard.hash-secret",
                        "swordfish",
                        "hotshard.hash-secret-file",
                        file("swordfish").toString()),
                "hotshard.hash-secret and hotshard.hash-secret-file are both set: expected one of them");
    }

    @Test
    void shouldRefuseAFileWithoutASecret() throws IOException {
        Path empty = file("\n");
        assertRefused(
                Map.of("hotshard.hash-secret-file", empty.toString()),
                "hotshard.hash-secret-file is " + empty + ": expected a file with the secret in it, and it is empty");
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff});
        assertRefused(
                Map.of("hotshard.hash-secret-file", binary.toString()),
                "hotshard.hash-secret-file is " + binary
                        + ": expected a file with the secret in it, and it is not UTF-8");
        assertRefused(
                Map.of("hotshard.hash-secret-file", "absent"),
                "hotshard.hash-secret-file is absent: expected a file with the secret in it, and it cannot be read");
        assertRefused(
                Map.of("hotshard.hash-secret-file", folder.toString()),
                "hotshard.hash-secret-file is " + folder
                        + ": expected a file with the secret in it, and it is a folder");
    }

    @Test
    void shouldNotRepeatTheSecretInMessages() {
        assertRefused(
                Map.of("hotshard.hash-secret", ""),
                "hotshard.hash-secret is not valid: expected a text that is not empty");
        assertRefused(Map.of("hotshard.hash-key", "swordfish"), "hotshard.hash-key is called hotshard.hash-secret now");
        assertRefused(
                Map.of("hotshard.hash-secrt", "swordfish"),
                "unknown option hotshard.hash-secrt: did you mean hotshard.hash-secret?");
    }

    private Path file(String content) throws IOException {
        return Files.write(folder.resolve("secret"), content.getBytes(StandardCharsets.UTF_8));
    }

    private static Configuration conf(Map<String, String> options) {
        return Configuration.fromMap(options);
    }

    private static void assertRefused(Map<String, String> options, String message) {
        assertThatThrownBy(() -> Settings.of(conf(options)))
                .isExactlyInstanceOf(InvalidOptionsException.class)
                .hasMessage(message);
    }
}
