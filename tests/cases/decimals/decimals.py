"""Prints random operations on decimals with their results: decimals.py COUNT SEED.

Each line is an operation, its two operands, and the result, `overflow` or `zero` (a division by zero). The results are those of Python's
decimal module, in a context that holds what a Decimal holds: a whole number of 96 bits with its point before up to 28 of its digits.
"""
import decimal
import random
import sys
from decimal import Context, Decimal

LARGEST = 2**96 - 1
SCALE = 28
MODES = {
    "HalfEven": decimal.ROUND_HALF_EVEN, "HalfUp": decimal.ROUND_HALF_UP, "HalfDown": decimal.ROUND_HALF_DOWN,
    "Up": decimal.ROUND_UP, "Down": decimal.ROUND_DOWN, "Ceiling": decimal.ROUND_CEILING, "Floor": decimal.ROUND_FLOOR,
}


def context(digits):
    # The smallest exponent that a result may have is Emin - prec + 1.
    return Context(prec=digits, Emin=digits - 1 - SCALE, Emax=SCALE, rounding=decimal.ROUND_HALF_EVEN,
                   traps=[decimal.Overflow, decimal.DivisionByZero, decimal.InvalidOperation])


# A number of 29 digits may have 96 bits or more; one of 28 digits never has.
CONTEXTS = [context(29), context(28)]
OPERATIONS = {"+": Context.add, "-": Context.subtract, "*": Context.multiply, "/": Context.divide}
WIDE = Context(prec=90)


def digits_of(number):
    sign, digits, exponent = number.as_tuple()
    return int("".join(map(str, digits))), exponent


def text(number):
    return f"{abs(number) if number == 0 else number:f}"


def apply(operation, left, right):
    for held in CONTEXTS:
        held.clear_flags()
        try:
            result = OPERATIONS[operation](held, left, right)
        except decimal.Overflow:
            return "overflow"
        except (decimal.DivisionByZero, decimal.InvalidOperation):
            return "zero"
        whole, exponent = digits_of(result)
        if whole * 10**max(exponent, 0) <= LARGEST:
            # A carry such as 9.99 to 10.0 leaves room for one more zero.
            has_room = held.flags[decimal.Inexact] and exponent > -SCALE and whole * 10 <= LARGEST
            return text(result) + ("0" if has_room and exponent < 0 else "")
    return "overflow"


def rounded(mode, number, places):
    result = number.quantize(Decimal(1).scaleb(-places), rounding=MODES[mode], context=WIDE)
    while digits_of(result)[0] > LARGEST:
        result = result.quantize(Decimal(1).scaleb(digits_of(result)[1] + 1), context=WIDE)
    return text(result)


def number(random):
    kind = random.random()
    if kind < 0.3:
        whole = random.getrandbits(random.randint(1, 96))
    elif kind < 0.5:
        whole = random.randint(0, 10**random.randint(1, 9))
    elif kind < 0.6:
        whole = 5**random.randint(0, 41)
    elif kind < 0.7:
        whole = abs(random.randint(1, 7) * 10**random.randint(0, 28) + random.randint(-2, 2))
    elif kind < 0.8:
        whole = LARGEST - random.randint(0, 20)
    else:
        whole = random.getrandbits(96)
    sign = random.randint(0, 1) if whole else 0
    return Decimal((sign, tuple(map(int, str(whole))), -random.randint(0, SCALE)))


def half(random):
    """A number that ends in a half, or next to one, and the place to round it at."""
    places = random.randint(0, SCALE - 2)
    whole = random.getrandbits(random.randint(1, 80)) * 100 + 50 + random.choice([0, 0, -1, 1])
    return Decimal((random.randint(0, 1), tuple(map(int, str(whole))), -places - 2)), places


def main(count, seed):
    source = random.Random(seed)
    for _ in range(count):
        if source.random() < 0.4:
            mode = source.choice(list(MODES))
            value, places = half(source) if source.random() < 0.5 else (number(source), source.randint(0, SCALE))
            print(mode, text(value), places, rounded(mode, value, places))
        else:
            operation, left, right = source.choice("+-*/"), number(source), number(source)
            print(operation, text(left), text(right), apply(operation, left, right))


main(int(sys.argv[1]), int(sys.argv[2]))
