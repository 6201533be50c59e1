package dev.hotshard.connect.file;

import dev.hotshard.rules.InvalidRuleException;
import dev.hotshard.rules.Rule;
import dev.hotshard.rules.RuleFileJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** A file of rules, read through Flink's file systems: a local path or any URI that Flink knows. */
public final class RuleFile {

    /** Far more than the rules of anyone, and small enough for the heap of any TaskManager. */
    private static final int MAX_BYTES = 64 << 20;

    private RuleFile() {}

    /**
     * Reads all rules of a file, or none.
     *
     * @throws FileException if it cannot be read
     * @throws InvalidRuleException if it is refused; names all problems
     */
    public static List<Rule> read(String file) throws FileException, InvalidRuleException {
        return RuleFileJson.read(content(file));
    }

    private static byte[] content(String file) throws FileException {
        try {
            Path path = new Path(file);
            FileSystem fileSystem = path.getFileSystem();
            try (FSDataInputStream in = fileSystem.open(path)) {
                return content(in);
            }
        } catch (IOException e) {
            throw FileException.of("read the rules of", file, e);
        }
    }

    private static byte[] content(InputStream in) throws IOException {
        byte[] content = in.readNBytes(MAX_BYTES + 1);
        if (content.length > MAX_BYTES) {
            throw new IOException("it is larger than " + MAX_BYTES + " bytes");
        }
        return content;
    }
}
