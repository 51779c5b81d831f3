namespace DarkLang.Runtime.Outside;

/// <summary>The error of a call that the options do not allow. It ends the run: the options are wrong, or the program is.</summary>
internal static class NotAllowed
{
    /// <param name="allowed">What the options allow.</param>
    /// <param name="wanted">What to write after the option.</param>
    public static RuntimeErrorException Of(string message, IReadOnlyList<string> allowed, string option, string wanted) => new(
        RuntimeErrorCodes.NotAllowed,
        allowed.Count == 0 ? $"{message}: {option} is not given" : $"{message}: {option} allows only {string.Join(", ", allowed)}",
        $"start the canvas with `{option} {string.Join(',', allowed.Append(wanted))}` to allow it");
}
