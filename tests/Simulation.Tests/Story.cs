using System.Globalization;
using System.Text;

namespace DarkLang.Simulation.Tests;

/// <summary>The story of a run, with a line for each step.</summary>
internal sealed class Story(TimeProvider time)
{
    private readonly StringBuilder _lines = new();

    public void Add(FormattableString what) =>
        _lines.Append(CultureInfo.InvariantCulture, $"{time.GetUtcNow():HH:mm:ss.fff} ")
            .AppendLine(what.ToString(CultureInfo.InvariantCulture));

    public override string ToString() => _lines.ToString();
}
