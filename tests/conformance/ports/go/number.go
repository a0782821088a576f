package hyperparameter

import (
	"math"
	"math/big"
	"strconv"
	"strings"
)

// A number is what text spells in the core schema of YAML 1.2, exactly:
// 0.digits × 10^point, or one of the special floats.
type number struct {
	negative bool
	digits   string // without zeros at either end; "" is zero
	point    int64
	whole    bool    // spelled without point and exponent
	special  float64 // infinity or not a number, else 0
}

// parseNumber tells whether text spells a number, and which.
func parseNumber(text string) (number, bool) {
	for prefix, base := range map[string]int{"0x": 16, "0o": 8} {
		if digits, ok := strings.CutPrefix(text, prefix); ok {
			return parseBased(digits, base)
		}
	}
	switch text {
	case ".nan", ".NaN", ".NAN":
		return number{special: math.NaN()}, true
	}
	unsigned := strings.TrimPrefix(text, "+")
	if unsigned == text {
		unsigned = strings.TrimPrefix(text, "-")
	}
	negative := strings.HasPrefix(text, "-")
	switch unsigned {
	case ".inf", ".Inf", ".INF":
		return number{special: infinity(negative)}, true
	}
	return parseDecimal(unsigned, negative)
}

// parseWord adds the words that are numbers toward a float only.
func parseWord(text string) (number, bool) {
	sign := ""
	rest := text
	if text != "" && (text[0] == '+' || text[0] == '-') {
		sign, rest = text[:1], text[1:]
	}
	switch rest {
	case "inf", "Inf", "INF", "nan", "NaN", "NAN":
		return parseNumber(sign + "." + rest)
	}
	return parseNumber(text)
}

func infinity(negative bool) float64 {
	if negative {
		return math.Inf(-1)
	}
	return math.Inf(1)
}

func parseBased(digits string, base int) (number, bool) {
	for _, digit := range []byte(digits) {
		if _, err := strconv.ParseUint(string(digit), base, 8); err != nil {
			return number{}, false // also for signs and underscores, which SetString takes
		}
	}
	z, ok := new(big.Int).SetString(digits, base)
	if !ok {
		return number{}, false
	}
	return parseDecimal(z.String(), false)
}

func parseDecimal(text string, negative bool) (number, bool) {
	whole, rest := cutDigits(text)
	fraction, exponent := "", ""
	plain := rest == ""
	if after, ok := strings.CutPrefix(rest, "."); ok {
		fraction, rest = cutDigits(after)
	}
	if whole == "" && fraction == "" {
		return number{}, false
	}
	exponentNegative := false
	if rest != "" {
		if rest[0] != 'e' && rest[0] != 'E' {
			return number{}, false
		}
		rest = rest[1:]
		if rest != "" && (rest[0] == '+' || rest[0] == '-') {
			exponentNegative = rest[0] == '-'
			rest = rest[1:]
		}
		if exponent, rest = cutDigits(rest); exponent == "" || rest != "" {
			return number{}, false
		}
	}
	significant := strings.TrimLeft(whole+fraction, "0")
	leading := len(whole) + len(fraction) - len(significant)
	n := number{
		negative: negative,
		digits:   strings.TrimRight(significant, "0"),
		point:    int64(len(whole)-leading) + clamped(exponent, exponentNegative),
		whole:    plain,
	}
	return n, true
}

func cutDigits(text string) (digits, rest string) {
	end := 0
	for end < len(text) && '0' <= text[end] && text[end] <= '9' {
		end++
	}
	return text[:end], text[end:]
}

// clamped returns an exponent, or one far beyond what any text in memory could
// make up for with its zeros.
func clamped(digits string, negative bool) int64 {
	const enough = 1 << 60
	value, err := strconv.ParseInt("0"+digits, 10, 64)
	if err != nil || value > enough {
		value = enough
	}
	if negative {
		return -value
	}
	return value
}

// integer returns the number as an int, if it is one. Beyond 64 bits it has to
// be spelled in digits alone.
func (n number) integer() (any, error) {
	switch {
	case n.special != 0:
		return nil, refuse("is not finite")
	case n.digits == "":
		return int64(0), nil
	case n.point < int64(len(n.digits)):
		return nil, refuse("has a fractional part")
	case !n.whole && n.point > 19:
		return nil, refuse("is out of range")
	}
	digits := n.digits + strings.Repeat("0", int(n.point)-len(n.digits))
	if n.negative {
		digits = "-" + digits
	}
	z, _ := new(big.Int).SetString(digits, 10)
	if !n.whole && !z.IsInt64() {
		return nil, refuse("is out of range")
	}
	return integer(z), nil
}

// float returns the float of so many bits that is nearest to the number.
func (n number) float(bits int) (float64, error) {
	if n.special != 0 {
		return n.special, nil
	}
	sign := ""
	if n.negative {
		sign = "-"
	}
	if n.digits == "" {
		return strconv.ParseFloat(sign+"0", bits)
	}
	// Within these bounds strconv.ParseFloat reads every exponent exactly.
	point := max(-10_000, min(n.point, 10_000))
	f, err := strconv.ParseFloat(sign+"0."+n.digits+"e"+strconv.FormatInt(point, 10), bits)
	if err != nil || f == 0 {
		return 0, refuse("is out of range")
	}
	return f, nil
}

// spellFloat writes a float in its canonical spelling: the shortest decimal that
// reads back as the same, with an exponent from 1e16 on and below 1e-4.
func spellFloat(f float64) string {
	size := math.Abs(f)
	switch {
	case math.IsNaN(f):
		return "nan"
	case math.IsInf(f, 1):
		return "inf"
	case math.IsInf(f, -1):
		return "-inf"
	case size >= 1e16 || size != 0 && size < 1e-4:
		digits, exponent, _ := strings.Cut(strconv.FormatFloat(f, 'e', -1, 64), "e")
		power, _ := strconv.Atoi(exponent) // drops the plus sign and the padding
		return digits + "e" + strconv.Itoa(power)
	}
	digits := strconv.FormatFloat(f, 'f', -1, 64)
	if !strings.Contains(digits, ".") {
		digits += ".0"
	}
	return digits
}
