using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace DarkLang.Bench;

/// <param name="Runs">How often each subject that is cheap enough is measured; the median counts.</param>
/// <param name="Only">The names of the subjects to measure; empty for all.</param>
internal sealed record Options(int Runs, IReadOnlyList<string> Only)
{
    public const string Usage =
        "usage: dotnet run -c Release --project bench [-- --runs N] [--only dark,backlog,litedb,hangfire,hangfire-postgres,bullmq,store,file,engine,engine-16,engine-1,engine-10k,engine-share,engine-real,sqlite,latency,calls,traces,history,startup,screens] | -- growth [FILTER]";

    public bool Includes(string subject) => Only.Count == 0 || Only.Contains(subject);

    public static bool TryParse(string[] args, [NotNullWhen(true)] out Options? options, [NotNullWhen(false)] out string? problem)
    {
        var parsed = new Options(3, []);
        options = null;
        for (var i = 0; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : "";
            switch (args[i])
            {
                case "--runs" when int.TryParse(value, CultureInfo.InvariantCulture, out var runs) && runs > 0:
                    parsed = parsed with { Runs = runs };
                    break;
                case "--only" when value.Length > 0:
                    parsed = parsed with { Only = value.Split(',') };
                    break;
                default:
                    problem = $"bench: `{args[i]} {value}` is not an option";
                    return false;
            }
        }
        options = parsed;
        problem = null;
        return true;
    }
}
