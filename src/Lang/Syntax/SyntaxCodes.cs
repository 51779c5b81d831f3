namespace DarkLang.Lang.Syntax;

/// <summary>The stable codes of syntax errors.</summary>
internal static class SyntaxCodes
{
    public const string TabInIndentation = "D0101";
    public const string UnclosedString = "D0102";
    public const string UnclosedRawString = "D0103";
    public const string UnclosedChar = "D0104";
    public const string NotOneCharacter = "D0105";
    public const string UnclosedInterpolation = "D0106";
    public const string UnknownEscape = "D0107";
    public const string InvalidCodePoint = "D0108";
    public const string NumberOutOfRange = "D0109";
    public const string MalformedNumber = "D0110";
    public const string UnexpectedCharacter = "D0111";
    public const string UnclosedBracket = "D0112";
    public const string UnopenedBracket = "D0113";
    public const string MismatchedBracket = "D0114";
    public const string InvisibleCharacter = "D0115";

    public const string Unexpected = "D0201";
    public const string UnknownItem = "D0202";
    public const string TextOutsideItem = "D0203";
    public const string MissingExpression = "D0204";
    public const string MissingThen = "D0205";
    public const string MissingArrow = "D0206";
    public const string SingleEquals = "D0207";
    public const string BadIndentation = "D0208";
    public const string ElseWithoutIf = "D0209";
    public const string NestedTooDeeply = "D0210";
    public const string TooLong = "D0211";
    public const string InvalidInterval = "D0212";
    public const string InvalidTime = "D0213";
    public const string InvalidWeekday = "D0214";
    public const string MissingName = "D0215";
    public const string EndsWithLet = "D0216";
    public const string MissingIn = "D0217";
    public const string MisplacedTime = "D0218";
    public const string InvalidHeader = "D0219";
    public const string InvalidField = "D0220";
    public const string InvalidPattern = "D0221";
    public const string InvalidType = "D0222";
    public const string NeedsParentheses = "D0223";
    public const string InvalidDate = "D0224";
}
