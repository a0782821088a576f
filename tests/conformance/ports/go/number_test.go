package hyperparameter

import (
	"math"
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
