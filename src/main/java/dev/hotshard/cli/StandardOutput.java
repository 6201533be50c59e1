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
 * Standard output that notices what {@link System#out} swallows: a report on a full disk is no report. A
 * reader that has gone, as {@code head} does, is no failure.
 */
final class StandardOutput {

    private static final Path DESCRIPTOR = Path.of("/proc/self/fd/1");
    /**
     * The launcher may have given the JVM another locale than the terminal's, for the sake of arguments and
     * file names.
     */
    private static final Charset CHARSET = Charset.forName(System.getProperty(
            "hotshard.terminal.charset", Charset.defaultCharset().name()));

    private StandardOutput() {}

    /** Makes {@link System#out} remember its first failure; for the begin of a process. */
    static void watch() {
        System.setOut(new WatchedStream(new WatchedDescriptor()));
    }

    /** What the terminal, or whatever reads standard output, takes. */
    static Charset charset() {
        return CHARSET;
    }

    /**
     * Prints text, and returns when it is written.
     *
     * @throws CommandException if it cannot be written
     */
    static void print(String text) {
        System.out.print(text);
        requireWritten();
    }

    /** @throws CommandException if anything that was printed so far cannot be written */
    static void requireWritten() {
        System.out.flush();
        if (System.out instanceof WatchedStream watched
                && watched.descriptor.failure != null
                && !isClosedPipe(watched.descriptor.failure)) {
            throw new CommandException("cannot write to standard output: " + watched.descriptor.failure.getMessage());
        }
    }

    /** A write to a pipe fails only if nobody reads; what the system says of it is in the user's language. */
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
