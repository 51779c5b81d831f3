using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

internal static class BoolFunctions
{
    public static LibraryFunction[] All() =>
    [
        Pure("Bool::and", "a: Bool, b: Bool", "Bool",
            "Returns true if both are true. Both arguments are evaluated; `&&` evaluates the second only if needed.",
            "Bool::and true false = false", static (_, a) => Value.Bool(a[0].AsBool & a[1].AsBool)),
        Pure("Bool::or", "a: Bool, b: Bool", "Bool",
            "Returns true if at least one is true. Both arguments are evaluated; `||` evaluates the second only if needed.",
            "Bool::or true false = true", static (_, a) => Value.Bool(a[0].AsBool | a[1].AsBool)),
        Pure("Bool::xor", "a: Bool, b: Bool", "Bool", "Returns true if exactly one is true.",
            "Bool::xor true true = false", static (_, a) => Value.Bool(a[0].AsBool ^ a[1].AsBool)),
        Pure("Bool::not", "b: Bool", "Bool", "Returns the opposite.",
            "Bool::not true = false", static (_, a) => Value.Bool(!a[0].AsBool)),
        Pure("Bool::isNull", "check: a", "Bool", "Returns true for null only: not for Nothing, false, 0 or an empty list.",
            "Bool::isNull null = true", static (_, a) => Value.Bool(a[0].IsNull)),
    ];
}
