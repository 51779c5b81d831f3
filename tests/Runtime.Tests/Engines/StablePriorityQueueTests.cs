using CsCheck;
using DarkLang.Runtime.Queues;

namespace DarkLang.Runtime.Tests.Engines;

public sealed class StablePriorityQueueTests
{
    [Fact]
    public void A_line_gives_what_sorting_by_priority_and_arrival_gives() =>
        Gen.Select(Gen.Int[-2, 2], Gen.Int[0, 9]).Array[0, 60].Sample(script =>
    {
        var line = new StablePriorityQueue<int>();
        var model = new List<(int Priority, int Number)>();
        foreach (var (i, (priority, act)) in script.Index())
        {
            if (act < 6)
            {
                line.Enqueue(i, priority);
                model.Add((priority, i));
            }
            else if (act == 6)
            {
                line.RemoveWhere(number => number % 3 == 0);
                model.RemoveAll(x => x.Number % 3 == 0);
            }
            else
            {
                var isLast = act == 7;
                var expected = (isLast ? model.OrderBy(x => x.Priority) : model.OrderByDescending(x => x.Priority)).FirstOrDefault((0, -1));
                var taken = isLast ? line.TryDequeueLast(out var number) : line.TryDequeue(out number);
                Assert.Equal(expected.Item2, taken ? number : -1);
                model.Remove(expected);
            }
            Assert.Equal(model.Count, line.Count);
            Assert.Equal(model.Select(x => x.Number).Order(), line.Order());
        }
    }, iter: 500);
}
