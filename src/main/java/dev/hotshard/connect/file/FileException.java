package dev.hotshard.connect.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;

/** Thrown if a file cannot be read or written. The message is for the user and says which file and why. */
public final class FileException extends IOException {

    private static final long serialVersionUID = 1L;

    FileException(String message, IOException cause) {
        super(message, cause);
    }

    static FileException of(String doing, String file, IOException cause) {
        return new FileException("cannot " + doing + " " + file + ": " + why(cause), cause);
    }

    private static String why(IOException cause) {
        if (cause instanceof EOFException) {
            return "it ends too early";
        }
        if (cause instanceof NoSuchFileException) {
            return "no such file";
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
