namespace DarkLang.Runtime.Calls;

/// <summary>Counts how often something was done before. Two runs that do the same count the same.</summary>
internal sealed class Occurrences
{
    private readonly Dictionary<(string Function, Guid Arguments), int> _calls = [];
    private readonly int[] _readings = new int[Enum.GetValues<ReadingKind>().Length];

    public CallIdentity Next(string function, Guid arguments)
    {
        var before = _calls.GetValueOrDefault((function, arguments));
        _calls[(function, arguments)] = before + 1;
        return new CallIdentity(function, arguments, before);
    }

    /// <summary>Counts the requests to one URL by one method, whatever their bodies.</summary>
    public int Next(Guid request) => Next("", request).Before;

    public int Next(ReadingKind kind) => _readings[(int)kind]++;
}
