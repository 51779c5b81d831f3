using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Library;

/// <summary>Finds time zones by their names in the tz database.</summary>
public static class ZoneNames
{
    // Links to the setting of the machine, and a zone that stands for none: a program would mean something else on each machine.
    private static readonly string[] OfTheMachine = ["localtime", "posixrules", "Factory"];

    /// <summary>Returns null if there is no such zone. The name must be in the right case.</summary>
    public static Zone? Find(string name)
    {
        // Whether the system finds a name in another case depends on which zones were looked up before.
        if (IsOfTheMachine(name) || !TimeZoneInfo.TryFindSystemTimeZoneById(name, out var info))
            return null;
        return info.Id != name && string.Equals(info.Id, name, StringComparison.OrdinalIgnoreCase) ? null : new Zone(info);
    }

    /// <summary>Ends the run if there is no such zone.</summary>
    internal static Zone Require(string name) => Find(name) ?? throw Problem(name)!.AsError(RuntimeErrorCodes.UnknownTimeZone);

    /// <summary>Returns why there is no such zone, with the nearest names; null if there is one.</summary>
    public static TextProblem? Problem(string name)
    {
        if (Find(name) is not null)
            return null;
        if (IsOfTheMachine(name))
            return new TextProblem(
                $"{ValueDisplay.Short(Value.String(name))} is whatever zone the machine has",
                "expected a name that means the same on each machine", "name the zone, such as \"Europe/Berlin\" or \"UTC\"");
        var known = TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id).Where(id => !IsOfTheMachine(id)).ToList();
        var nearest = NearestName.Several(name, known, 3)
            .Concat(known.Where(id => id.EndsWith($"/{name}", StringComparison.OrdinalIgnoreCase)))
            .Distinct()
            .Take(3)
            .ToList();
        return new TextProblem(
            $"no time zone is named {ValueDisplay.Short(Value.String(name))}",
            "expected a name from the tz database, such as \"Europe/Berlin\"",
            (known.Count, nearest.Count) switch
            {
                ( < 2, _) => "this machine has no time zone data: install the package tzdata",
                (_, 0) => null,
                _ => $"did you mean {string.Join(" or ", nearest.Select(id => $"\"{id}\""))}?",
            });
    }

    private static bool IsOfTheMachine(string name) => OfTheMachine.Contains(name.Split('/')[^1], StringComparer.OrdinalIgnoreCase);
}
