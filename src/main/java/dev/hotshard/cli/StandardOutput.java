package dev.hotshard.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Standard output that reports the write errors which {@link System#out} swallows, such as a full disk. A
 * closed pipe, as left by {@code head}, is not an error.
 */
final class StandardOutput {

    private static final Path DESCRIPTOR = Path.of("/proc/self/fd/1");
    /**
     * The launcher may run the JVM in another locale than the terminal's, so that arguments and file names are
     * decoded correctly.
     */
    private static final Charset CHARSET = Charset.forName(System.getProperty(
            "hotshard.terminal.charset", Charset.defaultCharset().name()));

    private StandardOutput() {}

    /** Makes {@link System#out} remember its first failure. Called once, when the process starts. */
    static void watch() {
        System.setOut(new WatchedStream(new WatchedDescriptor()));
    }

    /** The charset that the terminal, or any other reader of standard output, expects. */
    static Charset charset() {
        return CHARSET;
    }

    /**
     * Prints text and returns once it is written.
     *
     * @throws CommandException if it cannot be written
     */
    static void print(String text) {
        System.out.print(text);
        requireWritten();
    }

    /** @throws CommandException if any earlier output could not be written */
    static void requireWritten() {
        System.out.flush();
        if (System.out instanceof WatchedStream watched
                && watched.descriptor.failure != null
                && !isClosedPipe(watched.descriptor.failure)) {
            throw new CommandException("cannot write to standard output: " + watched.descriptor.failure.getMessage());
        }
    }

    /** A write to a pipe fails only if its reader is gone. The system's message may be in any language. */
    private static boolean isClosedPipe(IOException failure) {
        try {
            return Files.readSymbolicLink(DESCRIPTOR).toString().matches("(pipe|socket):.*");
        } catch (IOException | UnsupportedOperationException noSuchLink) {
            return String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains("broken pipe");
        }
    }

    private static final class WatchedStream extends PrintStream {

        private final WatchedDescriptor descriptor;

        WatchedStream(WatchedDescriptor descriptor) {
            super(descriptor, false, CHARSET);
            this.descriptor = descriptor;
        }
    }

    private static final class WatchedDescriptor extends FilterOutputStream {

        private IOException failure;

        WatchedDescriptor() {
            super(new FileOutputStream(FileDescriptor.out));
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                failure = failure == null ? e : failure;
                throw e;
            }
        }
    }
}
