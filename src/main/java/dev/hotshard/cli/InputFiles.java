package dev.hotshard.cli;

import dev.hotshard.connect.file.FileException;
import dev.hotshard.connect.file.ReadLinesFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Input files that exist and are readable.
 *
 * @param names the names on the command line, in order
 * @param bytes their total size, or 0 if standard input is among them
 */
record InputFiles(List<String> names, long bytes) {

    /** @throws CommandException if a file cannot be read */
    static InputFiles check(List<String> names) {
        if (names.stream().filter(ReadLinesFunction.STANDARD_INPUT::equals).count() > 1) {
            throw new CommandException("standard input (-) can be read only once");
        }
        long bytes = 0;
        for (String name : names) {
            if (!name.equals(ReadLinesFunction.STANDARD_INPUT)) {
                bytes += size(Path.of(name));
            }
        }
        return new InputFiles(names, names.contains(ReadLinesFunction.STANDARD_INPUT) ? 0 : bytes);
    }

    private static long size(Path file) {
        if (!Files.exists(file)) {
            throw new CommandException("no such file: " + file);
        }
        if (Files.isDirectory(file)) {
            throw new CommandException("a folder, not a file: " + file);
        }
        if (!Files.isReadable(file)) {
            throw new CommandException("not allowed to read " + file);
        }
        try {
            // A pipe can be read only once, so it is not checked.
            if (Files.isRegularFile(file)) {
                ReadLinesFunction.check(file);
            }
            return Files.size(file);
        } catch (FileException e) {
            throw new CommandException(e.getMessage(), e);
        } catch (IOException e) {
            throw new CommandException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** The progress after {@code read} bytes, in percent, or in MB if the total is unknown. */
    String share(long read) {
        return bytes == 0 ? "%,d MB".formatted(read / 1_000_000) : "%d %%".formatted(100 * read / bytes);
    }
}
