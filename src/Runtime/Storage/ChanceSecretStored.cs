using DarkLang.Runtime.Storage.Records;

namespace DarkLang.Runtime.Storage;

/// <summary>The secret of a canvas from which the random values of its handlers derive; stored once.</summary>
public sealed record ChanceSecretStored(byte[] Secret) : FactStored
{
    /// <summary>In bytes.</summary>
    public const int Length = 32;

    public override IReadOnlyList<Subject> Subjects => [];

    internal override FactId Id => FactKinds.ChanceSecret.Of("");

    internal override object Value => new ChanceSecret(Secret);

    internal override void Write(RecordWriter writer) => writer.Bytes(Secret);

    internal static ChanceSecret Read(ref RecordReader reader) => new(reader.Bytes());
}

internal sealed record ChanceSecret(byte[] Secret);
