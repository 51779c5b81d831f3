using DarkLang.Lang.Evaluation;

namespace DarkLang.Lang.Library;

/// <summary>How the String of a parameter must be written.</summary>
public enum TextFormat
{
    /// <summary>A regular expression.</summary>
    Pattern,

    /// <summary>A pattern of dates such as <c>yyyy-MM-dd</c>.</summary>
    DateFormat,

    /// <summary>A pattern of local dates, which must not say that they are in UTC.</summary>
    LocalDateFormat,

    /// <summary>A pattern of dates that names the year, so that a text can be read by it.</summary>
    DateToParse,

    /// <summary>The name of a time zone.</summary>
    ZoneName,

    /// <summary>The name of an encoding.</summary>
    EncodingName,

    /// <summary>The name of a way to round.</summary>
    RoundingMode,

    /// <summary>The name of a type that the canvas declares.</summary>
    TypeName,
}

/// <summary>Why a text is not written as its format asks.</summary>
public sealed record TextProblem(string Message, string Label, string? Help)
{
    /// <summary>Returns the problem of a text, or null. The names of types are known to a canvas only.</summary>
    public static TextProblem? Find(TextFormat format, string text) => format switch
    {
        TextFormat.Pattern => PatternText.Problem(text),
        TextFormat.DateFormat or TextFormat.LocalDateFormat or TextFormat.DateToParse => DateFormat.Problem(text, format),
        TextFormat.ZoneName => ZoneNames.Problem(text),
        TextFormat.EncodingName => TextEncodings.Problem(text),
        TextFormat.RoundingMode => DecimalRounding.Problem(text),
        _ => null,
    };

    /// <summary>Ends the run if a text is not written as its format asks.</summary>
    public static void Require(TextFormat format, string code, string text)
    {
        if (Find(format, text) is { } problem)
            throw problem.AsError(code);
    }

    public RuntimeErrorException AsError(string code) => new(code, Message, Help ?? Label);
}
