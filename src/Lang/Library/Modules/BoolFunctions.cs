using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

internal static class BoolFunctions
{
    public static LibraryFunction[] All() =>
    [
        Pure(
            "Bool::and",
            "a: Bool, b: Bool",
            "Bool",
            "True if both are true. Both are evaluated; `&&` looks at the second only when it must.",
            "Bool::and true false = false",
            static (_, a) => Value.Bool(a[0].AsBool & a[1].AsBool)),
        Pure(
            "Bool::or",
            "a: Bool, b: Bool",
            "Bool",
            "True if one of them is true. Both are evaluated; `||` looks at the second only when it must.",
            "Bool::or true false = true",
            static (_, a) => Value.Bool(a[0].AsBool | a[1].AsBool)),
        Pure("Bool::xor", "a: Bool, b: Bool", "Bool", "True if exactly one of them is true.",
            "Bool::xor true true = false",
            static (_, a) => Value.Bool(a[0].AsBool ^ a[1].AsBool)),
        Pure("Bool::not", "b: Bool", "Bool", "The opposite.",
            "Bool::not true = false",
            static (_, a) => Value.Bool(!a[0].AsBool)),
        Pure("Bool::isNull", "check: a", "Bool", "True for null only: not for Nothing, false, 0 or an empty list.",
            "Bool::isNull null = true",
            static (_, a) => Value.Bool(a[0].IsNull)),
    ];
}
