using System.Security.Cryptography;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Library;

/// <summary>AES-GCM, with the tag after the cipher text.</summary>
internal static class AesGcmBytes
{
    private const int TagLength = 16;
    private const int NonceLength = 12;

    public static Value Encrypt(Execution execution, ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> data)
    {
        execution.RequireBytes("Crypto::aesGcmEncrypt", data.Length + (long)TagLength);
        using var aes = Create("Crypto::aesGcmEncrypt", key, nonce);
        var result = new byte[data.Length + TagLength];
        aes.Encrypt(nonce, data, result.AsSpan(0, data.Length), result.AsSpan(data.Length));
        return Value.Of(new BytesValue(result));
    }

    public static Value Decrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> data)
    {
        using var aes = Create("Crypto::aesGcmDecrypt", key, nonce);
        if (data.Length < TagLength)
            return Value.Error(Value.String($"the data is shorter than its tag of {TagLength} bytes"));
        var result = new byte[data.Length - TagLength];
        try
        {
            aes.Decrypt(nonce, data[..^TagLength], data[^TagLength..], result);
            return Value.Ok(Value.Of(new BytesValue(result)));
        }
        catch (AuthenticationTagMismatchException)
        {
            return Value.Error(Value.String("the data was changed, or encrypted with another key or nonce"));
        }
    }

    private static AesGcm Create(string function, ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce)
    {
        if (key.Length is not (16 or 24 or 32))
            throw LibraryError.Invalid($"`{function}` takes a key of 16, 24 or 32 bytes, but got {key.Length} bytes");
        return nonce.Length == NonceLength
            ? new AesGcm(key, TagLength)
            : throw LibraryError.Invalid($"`{function}` takes a nonce of {NonceLength} bytes, but got {nonce.Length} bytes");
    }
}
