package dev.hotshard.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Reads the key of all hashes, from its option or from a file. The secret never appears in a message. */
final class HashSecret {

    /** A larger file is not the one that the user meant. */
    private static final int MAX_BYTES = 1 << 16;

    private HashSecret() {}

    /** Returns the secret; if it is invalid, notes that and returns the default. */
    static String read(Validation options) {
        String file = options.get(Options.HASH_SECRET_FILE, (String) null);
        if (file == null) {
            return options.get(Options.HASH_SECRET, secret -> !secret.isEmpty(), "a text that is not empty");
        }
        if (options.isSet(Options.HASH_SECRET)) {
            options.reject(Options.HASH_SECRET.key() + " and " + Options.HASH_SECRET_FILE.key()
                    + " are both set: expected one of them");
        }
        return fromFile(options, file);
    }

    private static String fromFile(Validation options, String file) {
        try {
            Path path = Path.of(file);
            if (Files.size(path) > MAX_BYTES) {
                return reject(options, file, "it is larger than " + MAX_BYTES + " bytes");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(path)))
                    .toString();
            // Editors end the last line.
            String secret =
                    text.endsWith("\n") ? text.substring(0, text.length() - (text.endsWith("\r\n") ? 2 : 1)) : text;
            return secret.isEmpty() ? reject(options, file, "it is empty") : secret;
        } catch (CharacterCodingException e) {
            return reject(options, file, "it is not UTF-8");
        } catch (InvalidPathException e) {
            return reject(options, file, "it is not a path");
        } catch (IOException e) {
            return reject(options, file, Files.isDirectory(Path.of(file)) ? "it is a folder" : "it cannot be read");
        }
    }

    private static String reject(Validation options, String file, String why) {
        options.reject(
                Options.HASH_SECRET_FILE.key() + " is " + file + ": expected a file with the secret in it, and " + why);
        return Options.HASH_SECRET.defaultValue();
    }
}
