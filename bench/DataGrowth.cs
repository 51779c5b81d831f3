namespace DarkLang.Bench;

/// <summary>The entries of <see cref="Growth"/> for Lists and Dicts.</summary>
internal static class DataGrowth
{
    private const string Numbers = "(List::range 1 n)";
    private const string Shuffled = "(List::map (List::range 1 n) (\\i -> (i * 7919) % 1000003))";
    private const string Pairs = "(List::map (List::range 1 n) (\\i -> [toString i, i]))";
    private const string Large = "(Dict::fromListOverwritingDuplicates (List::map (List::range 1 n) (\\i -> [toString i, i])))";

    public static IReadOnlyList<(string What, string Expression)> Entries { get; } =
    [
        ("List::push in a fold", $@"List::fold {Numbers} [] (\acc i -> List::push acc i)"),
        ("List::pushBack in a fold", $@"List::fold {Numbers} [] (\acc i -> List::pushBack acc i)"),
        ("List::append in a fold, at the end", $@"List::fold {Numbers} [] (\acc i -> List::append acc [i, i])"),
        ("List::append in a fold, at the front", $@"List::fold {Numbers} [] (\acc i -> List::append [i, i] acc)"),
        ("a list as a queue", $@"List::fold {Numbers} {Numbers} (\acc i -> List::pushBack (List::drop acc 1) i)"),
        ("a list as a stack", $@"List::fold {Numbers} {Numbers} (\acc i -> List::push (List::push (List::drop acc 1) i) i)"),
        (
            "a list as a stack, matched",
            $@"List::fold {Numbers} {Numbers} (\acc i -> match acc with | [] -> [i] | h :: t -> List::push (List::push t h) i)"),
        (
            "a list as a stack and a queue",
            $@"List::fold {Numbers} {Numbers} (\acc i -> List::pushBack (List::push (List::drop acc 1) i) i)"),
        ("a list growing at both ends", $@"List::fold {Numbers} [] (\acc i -> List::pushBack (List::push acc i) i)"),
        ("walking by tails", $@"List::fold {Numbers} {Numbers} (\rest i -> Option::withDefault (List::tail rest) [])"),
        ("List::getAt in a loop", $@"let all = {Numbers} in List::map all (\i -> List::getAt all (i - 1))"),
        ("List::flatten", $@"List::flatten (List::map {Numbers} (\i -> [i, i]))"),
        ("List::reverse, interpose, interleave", $@"let all = {Numbers} in List::interleave (List::reverse all) (List::interpose all 0)"),
        ("List::chunk, zip, unzip", $@"List::unzip (List::zipShortest (List::chunk {Numbers} 2) {Numbers})"),
        ("List::sort", $@"List::sort {Shuffled}"),
        ("List::sort, mixed kinds", $@"List::sort (List::map {Shuffled} (\i -> if i % 2 == 0 then i else Just i))"),
        ("List::sortBy", $@"List::sortBy {Shuffled} (\i -> (i % 100, i))"),
        ("List::sortByComparator", $@"List::sortByComparator {Shuffled} (\a b -> if a < b then -1 else 1)"),
        ("List::sortByComparator that contradicts itself", $@"List::sortByComparator {Shuffled} (\a b -> 1)"),
        ("List::uniqueBy", $@"List::uniqueBy {Shuffled} (\i -> i)"),
        ("List::uniqueBy, keys of all kinds", $@"List::uniqueBy {Shuffled} (\i -> {{ key: [i, (Just i, toString i)] }})"),
        ("List::uniqueBy, Bytes", $@"List::uniqueBy {Numbers} (\i -> Crypto::sha256 (String::toBytes (toString i)))"),
        ("List::groupBy", $@"List::groupBy {Shuffled} (\i -> i / 3)"),
        ("List::groupBy, Floats", $@"List::groupBy {Shuffled} (\i -> Int::toFloat (i / 3))"),
        (
            "List::partition, takeWhile, dropWhile",
            $@"let all = {Numbers} in (List::partition all (\i -> i % 2 == 0), List::takeWhile all (\i -> true), List::dropWhile all (\i -> true))"),
        ("List::distinct, distinctBy", $@"List::distinctBy (List::distinct {Shuffled}) (\i -> i % 100)"),
        ("List::countBy, toDict", $@"List::toDict (List::countBy (List::map {Shuffled} (\i -> toString (i / 3))) (\s -> s))"),
        ("List::flatMap", $@"List::flatMap {Numbers} (\i -> [i, i])"),
        ("List::window", $@"List::window {Numbers} 3"),
        ("List::scan, foldRight", $@"List::foldRight (List::scan {Numbers} 0 (\a i -> a + i)) [] (\acc i -> List::push acc i)"),
        ("List::sortDescending, sortByDescending", $@"List::sortByDescending (List::sortDescending {Shuffled}) (\i -> i % 100)"),
        ("Decimals: sum, sort, distinct",
            $@"let all = List::map {Shuffled} (\i -> Decimal::fromInt i / 100.0m) in (List::sum all, List::sort all, List::distinct all)"),
        ("Decimal::parse, toText, roundWith",
            """List::map (List::range 1 n) (\i -> Decimal::parse (Decimal::toText (Decimal::roundWith (Decimal::fromInt i / 7.0m) 4 "HalfUp") 2 ""))"""),
        ("List::minBy, maxBy, sumBy", $@"let all = {Shuffled} in (List::minBy all (\i -> -i), List::maxBy all (\i -> -i), List::sumBy all (\i -> i))"),
        ("List::any, count, findIndex, indexOf", $@"let all = {Numbers} in (List::any all (\i -> i < 0), List::count all (\i -> i > 5), List::findIndex all (\i -> i < 0), List::indexOf all n)"),
        ("List::tryMap, partitionResults", $@"List::partitionResults (List::map (Result::withDefault (List::tryMap {Numbers} (\i -> Ok i)) []) (\i -> Ok i))"),
        ("List::takeLast in a loop", $@"List::fold {Numbers} {Numbers} (\rest i -> List::takeLast rest (n - i))"),
        ("List::dropLast in a loop", $@"List::fold {Numbers} {Numbers} (\rest i -> List::dropLast rest 1)"),
        ("Option::all, Result::all", $@"(Option::all (List::map {Numbers} (\i -> Just i)), Result::all (List::map {Numbers} (\i -> Ok i)))"),
        ("== of lists", $@"{Numbers} == {Numbers}"),
        ("Dict::set in a fold", $@"List::fold {Numbers} {{}} (\acc i -> Dict::set acc (toString i) i)"),
        ("Dict::set in a fold, then read", $@"Dict::keys (List::fold {Numbers} {{}} (\acc i -> Dict::set acc (toString i) i))"),
        (
            "Dict::set and get in a fold",
            $@"List::fold {Numbers} {{}} (\acc i -> Dict::set acc (toString (i % 1000)) (Option::withDefault (Dict::get acc (toString (i % 1000))) 0 + i))"),
        ("Dict::remove in a fold", $@"List::fold {Numbers} {Large} (\acc i -> Dict::remove acc (toString i))"),
        ("Dict::merge in a fold, right", $@"List::fold {Numbers} {{}} (\acc i -> Dict::merge acc (Dict::singleton (toString i) i))"),
        ("Dict::merge in a fold, left", $@"List::fold {Numbers} {{}} (\acc i -> Dict::merge (Dict::singleton (toString i) i) acc)"),
        ("Dict::fromList, toList", $@"Dict::toList (Option::withDefault (Dict::fromList {Pairs}) {{}})"),
        (
            "Dict::map, filter, filterMap",
            $@"Dict::filterMap (Dict::filter (Dict::map {Large} (\k v -> v + 1)) (\k v -> v % 2 == 0)) (\k v -> Just v)"),
        ("Dict::get in a loop", $@"let all = {Large} in List::map {Numbers} (\i -> Dict::get all (toString i))"),
        ("Dict::update in a fold", $@"List::fold {Numbers} {{}} (\acc i -> Dict::update acc (toString (i % 1000)) (\old -> Just (Option::withDefault old 0 + 1)))"),
        ("Dict::mergeWith in a fold", $@"List::fold {Numbers} {{}} (\acc i -> Dict::mergeWith acc (Dict::singleton (toString i) i) Int::add)"),
        ("Dict::setPath in a fold", $@"List::fold {Numbers} {{}} (\acc i -> Dict::setPath acc [""a"", toString i] i)"),
        ("Dict::pick, omit, partition", $@"let all = {Large} in let keys = List::take (Dict::keys all) 1000 in (Dict::pick all keys, Dict::omit all keys, Dict::partition all (\k v -> v > 5))"),
        ("Dict::mapKeys, invert, fold", $@"Dict::fold (Dict::invert (Dict::mapKeys (Dict::map {Large} (\k v -> toString v)) (\k -> k ++ k))) 0 (\sum k v -> sum + 1)"),
        ("JSON::merge", $@"JSON::merge {Large} {Large}"),
        ("== of dicts", $@"{Large} == {Large}"),
    ];
}
