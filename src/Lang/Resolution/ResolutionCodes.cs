namespace DarkLang.Lang.Resolution;

/// <summary>The codes of the resolver's diagnostics. D03xx: names, calls and items; D04xx: options and schedules.</summary>
public static class ResolutionCodes
{
    public const string UnknownName = "D0301";
    public const string UnknownLibraryFunction = "D0302";
    public const string UnknownModule = "D0303";
    public const string WrongArgumentCount = "D0304";
    public const string DuplicateDefinition = "D0305";
    public const string DuplicateKey = "D0306";
    public const string UnknownType = "D0307";
    public const string CronHasNoInput = "D0308";
    public const string SwappedEmit = "D0309";
    public const string NotAFunction = "D0310";
    public const string RailWithoutCall = "D0311";

    /// <summary>A warning: the messages wait until such a worker appears.</summary>
    public const string UnknownWorker = "D0312";
    public const string TestFunctionOutsideTest = "D0313";
    public const string HttpNotSupported = "D0314";
    public const string DbNotSupported = "D0315";
    public const string SecretNotSupported = "D0316";
    public const string UnknownCondition = "D0317";
    public const string ConditionNumber = "D0318";
    public const string ModuleNotSupported = "D0319";
    public const string NestedTooDeeply = "D0320";
    public const string AlternativesDiffer = "D0321";

    public const string DebounceWithoutKey = "D0372";
    public const string BatchForbidden = "D0376";
    public const string BatchNeedsList = "D0377";

    public const string NeedsNewerVersion = "D0390";
    public const string NotAVersion = "D0391";

    /// <summary>A condition that chooses messages and calls an impure function.</summary>
    public const string ConditionNotPure = "D0393";

    public const string UnknownOption = "D0401";
    public const string OptionsNotPlain = "D0403";
    public const string OptionOutOfRange = "D0405";
    public const string RateUnreadable = "D0406";

    /// <summary>A warning: an option without the one it depends on.</summary>
    public const string OptionWithoutEffect = "D0407";
    public const string OptionsContradict = "D0408";
    public const string OptionNotPure = "D0409";
    public const string OptionIsConstant = "D0420";
    public const string OptionWrongKind = "D0421";
    public const string HandlerNameTooLong = "D0620";
    public const string ExternalWithBody = "D0640";
}
