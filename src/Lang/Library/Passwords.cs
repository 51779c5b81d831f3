using System.Buffers.Binary;
using System.Security.Cryptography;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Library;

/// <summary>
/// PBKDF2 with SHA-512. The stored form is a version byte, the number of iterations, the salt and the key, so that the number of
/// iterations can be raised later.
/// </summary>
internal static class Passwords
{
    private const byte Version = 1;
    private const int Iterations = 210_000;
    // A damaged hash must not occupy a processor for long, because nothing can end it.
    private const int MaxIterations = 1_000_000;
    private const int SaltAt = 1 + sizeof(int);
    private const int SaltLength = 16;
    private const int KeyAt = SaltAt + SaltLength;
    private const int KeyLength = 32;

    // A hash takes a tenth of a second.
    public static PasswordValue Hash(string password, Execution execution)
    {
        execution.CheckEnd();
        var hash = new byte[KeyAt + KeyLength];
        hash[0] = Version;
        BinaryPrimitives.WriteInt32LittleEndian(hash.AsSpan(1), Iterations);
        execution.Host.Effects.NextBytes(hash.AsSpan(SaltAt, SaltLength));
        Derive(password, hash, Iterations).CopyTo(hash.AsSpan(KeyAt));
        return new PasswordValue(hash);
    }

    public static bool Check(PasswordValue password, string attempt, Execution execution)
    {
        execution.CheckEnd();
        var hash = password.Hash;
        if (hash.Length != KeyAt + KeyLength || hash[0] != Version)
            return false;
        var iterations = BinaryPrimitives.ReadInt32LittleEndian(hash[1..]);
        return iterations is > 0 and <= MaxIterations
            && CryptographicOperations.FixedTimeEquals(Derive(attempt, hash, iterations), hash[KeyAt..]);
    }

    private static byte[] Derive(string password, ReadOnlySpan<byte> hash, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(password, hash.Slice(SaltAt, SaltLength), iterations, HashAlgorithmName.SHA512, KeyLength);
}
