package hyperparameter

import (
	"math"
	"reflect"
	"strconv"
	"strings"
	"testing"
)

func TestACanonicalFloatIsSpelledShortest(t *testing.T) {
	for f, expected := range map[float64]string{
		0: "0.0", math.Copysign(0, -1): "-0.0", 2: "2.0", 0.0005: "0.0005", 1e-4: "0.0001", 1e-5: "1e-5",
		-1.5e-7: "-1.5e-7", 1e15: "1000000000000000.0", 1e16: "1e16", 1.5e300: "1.5e300", 5e-324: "5e-324",
		math.Inf(1): "inf", math.Inf(-1): "-inf",
	} {
		if actual := spellFloat(f); expected != actual {
			t.Errorf("expected %s, got %s", expected, actual)
		}
	}
	if spellFloat(math.NaN()) != "nan" {
		t.Error("nan is not spelled nan")
	}
}

func TestAnExponentOfAnySizeIsMetByItsZeros(t *testing.T) {
	zeros := strings.Repeat("0", 200_000)
	for _, text := range []string{"1" + zeros + "e-200000", "0." + zeros + "1e200001", "1e0" + zeros} {
		spelled, ok := parseNumber(text)
		if !ok {
			t.Fatalf("%.20s… spells no number", text)
		}
		if z, err := spelled.integer(); err != nil || z != int64(1) {
			t.Errorf("%.20s…: expected the int 1, got %v, %v", text, z, err)
		}
		if f, err := spelled.float(64); err != nil || f != 1 {
			t.Errorf("%.20s…: expected the float 1, got %v, %v", text, f, err)
		}
	}
}

func TestANumberIsAnIntOrFloatOnlyWithinRange(t *testing.T) {
	for _, c := range []struct{ text, integer, float string }{
		{"9223372036854775807.0", "9223372036854775807", "9.223372036854776e18"},
		{"9223372036854775808.0", "is out of range", "9.223372036854776e18"},
		{"18446744073709551616", "18446744073709551616", "1.8446744073709552e19"},
		{"1e99999999999999999999", "is out of range", "is out of range"},
		{"1e-99999999999999999999", "has a fractional part", "is out of range"},
		{"0e99999999999999999999", "0", "0.0"},
		{"1e-20", "has a fractional part", "1e-20"},
		{"3e-324", "has a fractional part", "5e-324"},
		{"2e-324", "has a fractional part", "is out of range"},
		{"1.7976931348623159e308", "is out of range", "is out of range"},
		{"-.inf", "is not finite", "-inf"},
		{".nan", "is not finite", "nan"},
	} {
		spelled, _ := parseNumber(c.text)
		integer, err := spelled.integer()
		if actual := either(integer, err); c.integer != actual {
			t.Errorf("%s as int: expected %s, got %s", c.text, c.integer, actual)
		}
		f, err := spelled.float(64)
		if actual := either(f, err); c.float != actual {
			t.Errorf("%s as float: expected %s, got %s", c.text, c.float, actual)
		}
	}
}

func either(value any, err error) string {
	if err != nil {
		return err.Error()
	}
	return describe(value)
}

func TestANumberThatNoFloatHoldsIsTextWhereNothingTellsItsKind(t *testing.T) {
	for _, text := range []string{"12e4567", "-1e400", "1e-400", "2e-324"} {
		if value, err := interpret(text); err != nil || value != text {
			t.Errorf("%s: expected the text, got %v, %v", text, value, err)
		}
	}
	list, err := interpret("[1e400, 1e4]")
	if err != nil || !reflect.DeepEqual(list, []any{"1e400", 1e4}) {
		t.Errorf("expected text and a float, got %v, %v", list, err)
	}
}

func TestAFloatIsAnIntOnlyWithin64Bits(t *testing.T) {
	for f, expected := range map[float64]string{
		-1 << 63: "-9223372036854775808",
		1 << 63:  "9.223372036854776e18 is out of range",
		1 << 62:  "4611686018427387904",
		0.5:      "0.5 has a fractional part",
	} {
		value, err := toInt(f)
		if actual := either(value, err); expected != actual {
			t.Errorf("expected %s, got %s", expected, actual)
		}
	}
}

func TestTextIsRoundedOnceTowardAFloat32(t *testing.T) {
	// Half way between two floats of 32 bits, and a little more than any float of
	// 64 bits shows: by way of one it would be rounded down.
	spelled, _ := parseNumber("1.00000005960464477539062500000000000000001")
	f, err := spelled.float(32)
	if expected := math.Nextafter32(1, 2); err != nil || float32(f) != expected {
		t.Errorf("expected %v, got %v, %v", expected, f, err)
	}
}

func FuzzNumber(f *testing.F) {
	for _, seed := range []string{"64", "-1.5e-7", "0x1f", "0o17", ".5", "1e400", "1_000", "0x1p3", "+.INF", "9007199254740993"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		spelled, ok := parseNumber(text)
		if !ok {
			return
		}
		f, err := spelled.float(64)
		if err == nil && !strings.Contains(text, "x") && !strings.Contains(text, "o") && spelled.special == 0 {
			if other, err := strconv.ParseFloat(text, 64); err == nil && math.Float64bits(f) != math.Float64bits(other) {
				t.Errorf("%q: %v, but strconv has %v", text, f, other)
			}
		}
		if z, err := spelled.integer(); err == nil && spelled.whole {
			again, _ := toInt(describe(z))
			if describe(again) != describe(z) {
				t.Errorf("%q: the int %v reads back as %v", text, z, again)
			}
		}
	})
}
