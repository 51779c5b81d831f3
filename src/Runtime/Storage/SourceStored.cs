using DarkLang.Runtime.Storage.Records;

namespace DarkLang.Runtime.Storage;

/// <summary>The texts of a version of the canvas, kept while a trace needs them.</summary>
public sealed record SourceStored(SourceVersion Source) : FactStored
{
    public override IReadOnlyList<Subject> Subjects => [Subject.OfSource(Source.Version)];

    public override bool AddsData => true;

    internal override FactId Id => FactKinds.Source.Of(Source.Version);

    internal override object Value => Source.Version;

    internal override void Write(RecordWriter writer)
    {
        writer.Text(Source.Version);
        writer.Unsigned((ulong)Source.Files.Count);
        foreach (var file in Source.Files)
        {
            writer.Text(file.Path);
            writer.Text(file.Text);
        }
    }

    internal static string ReadVersion(ref RecordReader reader) => reader.Text();

    internal static SourceVersion ReadWhole(ref RecordReader reader) =>
        new(reader.Text(), reader.Array((ref file) => new SourceFile(file.Text(), file.Text())));
}

public sealed record SourceDropped(string Version) : FactRemoved
{
    public override IReadOnlyList<Subject> Subjects => [Subject.OfSource(Version)];

    internal override FactId Id => FactKinds.Source.Of(Version);
}

public sealed record SourceVersion(string Version, IReadOnlyList<SourceFile> Files);

public sealed record SourceFile(string Path, string Text);
