namespace DarkLang.Lang.Library;

/// <summary>Finds functions by a name without its module, also by one of another language, for the check and for the reference.</summary>
public static class LibrarySearch
{
    // Our names, in the order in which they are suggested. The words are lowercase.
    private static readonly Dictionary<string, string[]> Foreign = new(StringComparer.Ordinal)
    {
        ["aggregate"] = ["List::fold"],
        ["ceil"] = ["Float::roundUp"],
        ["collect"] = ["List::map", "List::filterMap"],
        ["concat"] = ["List::append", "String::append", "List::flatten"],
        ["contains"] = ["String::contains", "List::member", "Dict::member"],
        ["defaultvalue"] = ["Option::withDefault", "Result::withDefault"],
        ["each"] = ["List::map"],
        ["every"] = ["List::all"],
        ["exists"] = ["List::any", "List::member", "Dict::member"],
        ["find"] = ["List::findFirst", "Dict::get"],
        ["foldl"] = ["List::fold"],
        ["foldleft"] = ["List::fold"],
        ["foreach"] = ["List::map"],
        ["format"] = ["toString", "String::padStart", "Date::toString"],
        ["has"] = ["List::member", "Dict::member"],
        ["includes"] = ["List::member", "String::contains"],
        ["inject"] = ["List::fold"],
        ["iter"] = ["List::map"],
        ["iterate"] = ["List::map"],
        ["lower"] = ["String::toLowercase"],
        ["now"] = ["Date::now"],
        ["nth"] = ["List::getAt"],
        ["parsefloat"] = ["Float::parse"],
        ["parseint"] = ["Int::parse"],
        ["print"] = ["Log::info"],
        ["printf"] = ["Log::info", "toString"],
        ["println"] = ["Log::info"],
        ["reduce"] = ["List::fold"],
        ["replace"] = ["String::replaceAll"],
        ["select"] = ["List::map", "List::filter"],
        ["size"] = ["List::length", "Dict::size", "String::length"],
        ["sleep"] = ["emitAfter"],
        ["some"] = ["List::any"],
        ["sprintf"] = ["toString", "String::padStart"],
        ["stringify"] = ["JSON::serialize", "toString"],
        ["strip"] = ["String::trim"],
        ["substr"] = ["String::slice"],
        ["substring"] = ["String::slice"],
        ["todecimal"] = ["Decimal::parse", "Decimal::fromInt", "Decimal::fromFloat"],
        ["tofixed"] = ["Decimal::toText", "Float::toText"],
        ["toint"] = ["Int::parse", "Float::round", "Decimal::toInt"],
        ["tolower"] = ["String::toLowercase"],
        ["toupper"] = ["String::toUppercase"],
        ["uniq"] = ["List::distinct", "List::uniqueBy"],
        ["unique"] = ["List::distinct", "List::uniqueBy"],
        ["upper"] = ["String::toUppercase"],
        ["where"] = ["List::filter"],
        ["wait"] = ["emitAfter"],
    };

    public static IEnumerable<string> ForeignNames => Foreign.Keys;

    /// <summary>
    /// Returns the functions of this name in all modules, and those that another language calls so; those of the module that was written
    /// come first.
    /// </summary>
    /// <param name="name">A name, with or without a module.</param>
    public static IReadOnlyList<LibraryFunction> Find(LibraryCatalog library, string name)
    {
        var end = name.IndexOf("::", StringComparison.Ordinal);
        var (module, function) = end < 0 ? ("", name) : (name[..(end + 2)], name[(end + 2)..]);
        var same = library.Names.Where(full => LastPart(full).Equals(function, StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal);
        var foreign = Foreign.GetValueOrDefault(function.ToLowerInvariant()) ?? [];
        return
        [
            .. same.Concat(foreign).Distinct()
                .OrderBy(full => module.Length > 0 && full.StartsWith(module, StringComparison.OrdinalIgnoreCase) ? 0 : 1)
                .Select(library.Find).OfType<LibraryFunction>(),
        ];
    }

    private static string LastPart(string full) => full[(full.LastIndexOf(':') + 1)..];
}
