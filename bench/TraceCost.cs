using System.Globalization;

namespace DarkLang.Bench;

/// <summary>What recording traces costs: the same run with traces and without, in turn, so that both meet the same neighbours.</summary>
internal sealed class TraceCost(Scratch scratch) : Subject
{
    private const int Messages = 500_000;

    private readonly WholeEngine _with = Engine(scratch, traceKeep: 10);
    private readonly WholeEngine _without = Engine(scratch, traceKeep: 0);

    public override string Name => "traces";

    public override Result Measure(int runs)
    {
        var (with, without) = (new List<Result>(), new List<Result>());
        // The first pair warms up.
        for (var i = 0; i <= runs; i++)
        {
            without.Add(_without.Measure(1));
            with.Add(_with.Measure(1));
        }
        var ratio = with.Zip(without, (w, o) => w.Processor!.Value / o.Processor!.Value).Skip(1).Order().ElementAt(runs / 2);
        var result = with.Skip(1).OrderBy(r => r.Time).ElementAt(runs / 2);
        return result with
        {
            What = string.Create(
            CultureInfo.InvariantCulture,
            $"engine with traces: {(ratio - 1) * 100:0.0} % more processor time than without"),
            Setting = null
        };
    }

    private static WholeEngine Engine(Scratch scratch, int traceKeep) =>
        new(scratch, "", 1_000, Messages, 200, WholeEngine.NoOp, traceKeep);
}
