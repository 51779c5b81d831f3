namespace DarkLang.Lang.Values;

/// <summary>A salted hash. It is stored but never shown: every text form of it is <see cref="Redacted"/>.</summary>
public sealed class PasswordValue(byte[] hash) : HeapValue
{
    public const string Redacted = "<Password>";

    public override ValueKind Kind => ValueKind.Password;

    internal ReadOnlySpan<byte> Hash => hash;
}
