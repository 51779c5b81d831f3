using System.IO.Compression;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Library;

/// <summary>Compresses and decompresses piece by piece, so that a run can end in between.</summary>
internal static class GzipBytes
{
    private const int PieceLength = 64 * 1024;
    private const int StepsPerPiece = 1024;

    // .NET takes an input that was cut short for a whole one. This is added to the input, compressed, and must come out at the end.
    private static readonly byte[] EndMark = "\u0001dark: the end\u0001"u8.ToArray();

    // .NET writes nothing at all for no bytes.
    private static readonly byte[] Empty = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    public static byte[] Compress(Execution execution, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return Empty;
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (var at = 0; at < bytes.Length; at += PieceLength)
            {
                execution.Step(StepsPerPiece);
                gzip.Write(bytes[at..Math.Min(bytes.Length, at + PieceLength)]);
            }
        }
        execution.RequireBytes("Bytes::gzip", output.Length);
        return output.ToArray();
    }

    public static Value Decompress(Execution execution, ReadOnlySpan<byte> bytes, long maxLength)
    {
        if (maxLength < 0)
            throw LibraryError.Invalid($"`Bytes::gunzip` takes 0 or more as `maxLength`, but got {maxLength}");
        var limit = Math.Min(maxLength, execution.Limits.TextLength);
        using var input = new MemoryStream();
        input.Write(bytes);
        input.Write(Compress(execution, EndMark));
        input.Position = 0;
        try
        {
            return Decompress(execution, input, limit, bytes.Length);
        }
        catch (InvalidDataException)
        {
            return Damaged();
        }
    }

    private static Value Decompress(Execution execution, MemoryStream input, long limit, int length)
    {
        using var gzip = new GZipStream(input, CompressionMode.Decompress);
        using var output = new MemoryStream();
        var piece = new byte[PieceLength];
        for (int read; (read = gzip.Read(piece)) > 0;)
        {
            execution.Step(StepsPerPiece);
            execution.RequireMemory(output.Length + read);
            output.Write(piece.AsSpan(0, read));
            if (output.Length > limit + EndMark.Length)
                return Value.Error(Value.String($"the bytes decompress to more than {limit} {(limit == 1 ? "byte" : "bytes")}"));
        }
        var result = output.ToArray();
        return length > 0 && result.AsSpan().EndsWith(EndMark) ? Value.Ok(Value.Of(new BytesValue(result[..^EndMark.Length]))) : Damaged();
    }

    private static Value Damaged() => Value.Error(Value.String("the bytes are not gzip, are damaged, or are cut short"));
}
