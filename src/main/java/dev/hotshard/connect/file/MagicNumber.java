package dev.hotshard.connect.file;

import java.util.List;

/**
 * Bytes at a fixed position that identify an {@link UnsupportedFormat}.
 *
 * @param bytes the bytes, as ISO-8859-1
 * @param at their position
 */
record MagicNumber(String bytes, int at, UnsupportedFormat format) {

    /** The filter extracts only the first file of an archive. */
    private static final UnsupportedFormat ZIP = new UnsupportedFormat("a ZIP archive", "funzip", "unzip -p");

    private static final List<MagicNumber> ALL = List.of(
            new MagicNumber("PK\3\4", 0, ZIP),
            new MagicNumber("PK\5\6", 0, ZIP),
            new MagicNumber("PK\7\b", 0, ZIP),
            magic("\u0028\u00b5\u002f\u00fd", "compressed by zstd", "zstd -dc"),
            magic("BZh", "compressed by bzip2", "bzip2 -dc"),
            magic("\u00fd7zXZ\0", "compressed by xz", "xz -dc"),
            magic("\4\"M\30", "compressed by LZ4", "lz4 -dc"),
            magic("\u00ff\6\0\0sNaPpY", "compressed by Snappy", "snzip -dc"),
            magic("\u001f\u009d", "compressed by compress", "gzip -dc"),
            magic("LZIP", "compressed by lzip", "lzip -dc"),
            magic("7z\u00bc\u00af\u0027\u001c", "a 7z archive", null),
            magic("Rar!\u001a\7", "a RAR archive", null),
            new MagicNumber("ustar", 257, new UnsupportedFormat("a tar archive", "tar -xOf -", "tar -xOf")),
            magic("PAR1", "a Parquet file", null),
            magic("ORC", "an ORC file", null),
            magic("Obj\1", "an Avro file", "avro-tools tojson -"),
            magic("ARROW1", "an Arrow file", null),
            magic("SQLite format 3\0", "an SQLite database", null),
            magic("\u00ff\u00fe\0\0", "text in UTF-32", "iconv -f UTF-32 -t UTF-8"),
            magic("\0\0\u00fe\u00ff", "text in UTF-32", "iconv -f UTF-32 -t UTF-8"),
            magic("\u00ff\u00fe", "text in UTF-16", "iconv -f UTF-16 -t UTF-8"),
            magic("\u00fe\u00ff", "text in UTF-16", "iconv -f UTF-16 -t UTF-8"),
            magic("\u00ef\u00bb\u00bf[", "an array after a byte order mark", "tail -c +4"));

    private static MagicNumber magic(String bytes, String what, String filter) {
        return new MagicNumber(bytes, 0, new UnsupportedFormat(what, filter));
    }

    /** The format that the beginning of an input, as ISO-8859-1, identifies; or null. */
    static UnsupportedFormat find(String head) {
        for (MagicNumber magic : ALL) {
            if (head.startsWith(magic.bytes, magic.at)) {
                return magic.format;
            }
        }
        return null;
    }
}
