using System.Globalization;

namespace DarkLang.Ledger.Tests;

/// <summary>One interval of a soak, measured from outside.</summary>
/// <param name="Emitted">The emits of the interval.</param>
/// <param name="Resident">Bytes of memory at its end.</param>
/// <param name="Peak">The peak of memory until its end, in bytes.</param>
/// <param name="Files">Bytes of the store's files at its end.</param>
/// <param name="Processor">Processor time of the interval, over all processors.</param>
/// <param name="Emits">How long each acknowledgement took.</param>
/// <param name="Ends">How long it took from each followed emit until its message was known to be done.</param>
internal sealed record SoakRow(
    int Number,
    SoakPromise Emitted,
    long Waiting,
    long Resident,
    long Peak,
    long Files,
    TimeSpan Processor,
    IReadOnlyList<TimeSpan> Emits,
    IReadOnlyList<TimeSpan> Ends)
{
    public const string Header = """
        | # | emitted | in doubt | waiting | memory | files | processor | emit p50 | p99 | done p50 | p99 |
        |--:|--------:|---------:|--------:|-------:|------:|----------:|---------:|----:|---------:|----:|
        """;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"| {Number} | {Emitted.Acknowledged} | {Emitted.InDoubt} | {Waiting} | {Resident / 1e6:0} MB | {Files / 1e6:0.0} MB "
        + $"| {Processor.TotalSeconds:0.0} s | {At(Emits, 0.5)} | {At(Emits, 0.99)} | {At(Ends, 0.5)} | {At(Ends, 0.99)} |");

    public static string At(IReadOnlyList<TimeSpan> times, double part) =>
        times.Count == 0
            ? "-"
            : string.Create(CultureInfo.InvariantCulture, $"{times.Order().ElementAt((int)(times.Count * part)).TotalMilliseconds:0.0} ms");
}
