using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

internal static class PasswordFunctions
{
    public static LibraryFunction[] All() =>
    [
        Impure("Password::hash", "password: secret String", "Password",
            "Hashes a password with a salt, to be stored. The hash is redacted wherever it is shown.",
            "toString (Password::hash \"secret\") = \"<Password>\"",
            static (execution, a) => Value.Of(Passwords.Hash(a[0].AsString, execution))),
        Impure("Password::check", "password: Password, rawPassword: secret String", "Bool",
            "Returns true if the string is the password that was hashed.",
            """Password::check (Password::hash "secret") "secret" = true""",
            static (execution, a) => Value.Bool(Passwords.Check((PasswordValue)a[0].Reference!, a[1].AsString, execution))),
    ];
}
