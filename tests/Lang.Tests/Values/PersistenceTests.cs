using CsCheck;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Tests.Values;

/// <summary>Lists and dicts share their content. A change to one must never be visible in another.</summary>
public sealed class PersistenceTests
{
    [Fact]
    public void Lists_built_from_one_another_keep_their_items() =>
        Gen.Select(Gen.Int[0, 6], Gen.Int[0, 1000], Gen.Int[0, 8]).Array[1, 60].Sample(steps =>
        {
            var lists = new List<(ListValue Actual, int[] Expected)> { (ListValue.Empty, []) };
            foreach (var (operation, which, amount) in steps)
                lists.Add(Change(which % 3 == 0 ? lists[which % lists.Count] : lists[^1], operation, amount, lists.Count));
            return lists.All(list => list.Expected.SequenceEqual(Numbers(list.Actual)));
        });

    // Longer lists, mostly used as stacks, that are sometimes read as a whole and sometimes item by item.
    [Fact]
    public void Long_lists_used_as_stacks_keep_their_items() =>
        Gen.Select(Gen.Int[0, 11], Gen.Int[0, 1000], Gen.Int[0, 40]).Array[1, 300].Sample(steps =>
        {
            var lists = new List<(ListValue Actual, int[] Expected)> { Change((ListValue.Empty, []), 3, 100, -1) };
            foreach (var (operation, which, amount) in steps)
            {
                var list = which % 5 == 0 ? lists[which % lists.Count] : lists[^1];
                if (operation == 11 && !list.Expected.SequenceEqual(Numbers(list.Actual)))
                    return false;
                lists.Add(
                    operation > 5 ? Change(list, operation % 2, operation % 2, lists.Count) : Change(list, operation, amount, lists.Count));
            }
            return lists.All(list => list.Expected.Index().All(item => list.Actual[item.Index].AsInt == item.Item)
                && list.Expected.SequenceEqual(Numbers(list.Actual)));
        });

    /// <summary>A long range is computed until all its items are read, which no operation on it shows.</summary>
    [Fact]
    public void Computed_lists_are_like_those_that_are_made() =>
        Gen.Select(Gen.Int[0, 11], Gen.Int[0, 1000], Gen.Int[0, 40]).Array[1, 60].Sample(steps =>
        {
            var lists = new List<(ListValue Actual, int[] Expected)>
            {
                (ListValue.Of(new RangeItems(5), 100), [.. Enumerable.Range(5, 100)]),
                (ListValue.Of(new RepeatedItem(Value.Int(7)), 100), [.. Enumerable.Repeat(7, 100)]),
            };
            foreach (var (operation, which, amount) in steps)
            {
                var list = lists[which % lists.Count];
                if (operation > 8 && !list.Expected.SequenceEqual(Enumerated(list.Actual)))
                    return false;
                lists.Add(Change(list, operation % 6, amount, lists.Count));
            }
            return lists.All(list => list.Expected.Index().All(item => list.Actual[item.Index].AsInt == item.Item)
                && list.Expected.SequenceEqual(Enumerated(list.Actual))
                && list.Expected.SequenceEqual(Numbers(list.Actual)));
        });

    [Fact]
    public void Dicts_built_from_one_another_keep_their_entries() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 1000], Gen.Int[0, 90]).Array[1, 150].Sample(steps =>
        {
            var dicts = new List<(DictValue Actual, Dictionary<string, int> Expected)> { (DictValue.Empty, []), Filled(60) };
            foreach (var (operation, which, key) in steps)
                dicts.Add(Change(which % 3 == 0 ? dicts[which % dicts.Count] : dicts[^1], operation, $"k{key}", dicts.Count));
            return dicts.All(dict => Same(dict.Actual, dict.Expected));
        });

    [Fact]
    public void Threads_may_extend_the_same_list_and_dict_at_once()
    {
        var (list, dict) = (ListValue.Empty.Append(Value.Int(0)), Filled(100).Actual.With("start", Value.Int(0)));
        Parallel.For(0, 500, i =>
        {
            var (ownList, ownDict) = (list.Append(Value.Int(i)), dict.With("own", Value.Int(i)));
            for (var next = 0; next < 20; next++)
                (ownList, ownDict) = (ownList.Append(Value.Int(i)), ownDict.With($"own{next}", Value.Int(i)));
            Assert.All(ownList.Items[1..].ToArray(), item => Assert.Equal(i, item.AsInt));
            Assert.True(ownDict.TryGet("own19", out var value) && value.AsInt == i && ownDict.TryGet("own", out value) && value.AsInt == i);
            Assert.Equal(122, ownDict.Count);
        });
        Assert.Equal((1, 101), (list.Count, dict.Count));
    }

    [Fact]
    public void Threads_may_read_and_extend_the_same_stack_at_once()
    {
        var (newest, _) = Change((ListValue.Empty, []), 4, 100, 7);
        for (var i = 0; i < 100; i++)
            newest = newest.Slice(1, newest.Count - 1).Prepend(Value.Int(7)).Prepend(Value.Int(7));
        Parallel.For(0, 500, i =>
        {
            var own = newest;
            for (var next = 0; next < 20; next++)
                own = own.Prepend(Value.Int(i));
            Assert.All(Numbers(newest), item => Assert.Equal(7, item));
            Assert.All(Numbers(own.Slice(0, 20)), item => Assert.Equal(i, item));
            Assert.Equal(200, own.Slice(20, own.Count - 20).Items.ToArray().Count(item => item.AsInt == 7));
        });
    }

    private static IEnumerable<int> Numbers(ListValue list) => list.Items.ToArray().Select(item => (int)item.AsInt);

    private static (ListValue, int[]) Change((ListValue Actual, int[] Expected) list, int operation, int amount, int item)
    {
        var (actual, expected) = list;
        var count = Math.Min(amount, expected.Length);
        var (values, numbers) = (Enumerable.Repeat(Value.Int(item), amount).ToArray(), Enumerable.Repeat(item, amount));
        return operation switch
        {
            0 => (actual.Prepend(Value.Int(item)), [item, .. expected]),
            1 => (actual.Slice(count, expected.Length - count), expected[count..]),
            2 => (actual.Slice(0, count), expected[..count]),
            3 => (actual.Append(values), [.. expected, .. numbers]),
            4 => (actual.Prepend(values), [.. numbers, .. expected]),
            _ => (actual.Append(Value.Int(item)), [.. expected, item]),
        };
    }

    private static (DictValue, Dictionary<string, int>) Change(
        (DictValue Actual, Dictionary<string, int> Expected) dict, int operation, string key, int value)
    {
        var expected = new Dictionary<string, int>(dict.Expected);
        if (operation == 0)
        {
            expected.Remove(key);
            return (dict.Actual.Without(key), expected);
        }
        expected[key] = value;
        return (dict.Actual.With(key, Value.Int(value)), expected);
    }

    private static (DictValue Actual, Dictionary<string, int> Expected) Filled(int count)
    {
        (DictValue Actual, Dictionary<string, int> Expected) dict = (DictValue.Empty, []);
        for (var i = 0; i < count; i++)
            dict = Change(dict, 1, $"k{i}", i);
        return dict;
    }

    private static bool Same(DictValue actual, Dictionary<string, int> expected) =>
        actual.Count == expected.Count
        && actual.Keys.ToArray().SequenceEqual(expected.Keys.Order(StringComparer.Ordinal))
        && expected.All(entry => actual.TryGet(entry.Key, out var value) && value.AsInt == entry.Value)
        && !actual.TryGet("absent", out _);

    private static List<int> Enumerated(ListValue list)
    {
        var numbers = new List<int>();
        foreach (var item in list)
            numbers.Add((int)item.AsInt);
        return numbers;
    }
}
