package hyperparameter

import (
	"math"
	"math/big"
	"strconv"
	"strings"
)

// Each of these takes a stored value toward one kind, where nothing is lost.

func spellsBool(text string) (value, ok bool) {
	switch strings.ToLower(text) {
	case "true", "yes", "on", "t", "y", "1":
		return true, true
	case "false", "no", "off", "f", "n", "0":
		return false, true
	}
	return false, false
}

func toBool(stored any) (bool, error) {
	switch v := stored.(type) {
	case bool:
		return v, nil
	case int64:
		if v == 0 || v == 1 {
			return v == 1, nil
		}
	case string, untyped:
		if value, ok := spellsBool(spelling(v)); ok {
			return value, nil
		}
	}
	return false, refuse("%s", describe(stored))
}

// toInt returns an int64, or a *big.Int beyond 64 bits.
func toInt(stored any) (any, error) {
	switch v := stored.(type) {
	case int64, *big.Int:
		return v, nil
	case float64:
		if v != math.Trunc(v) {
			return nil, refuse("%s has a fractional part", describe(v))
		}
		if v < -1<<63 || v >= 1<<63 { // infinity too; not a number differs from its Trunc
			return nil, refuse("%s is out of range", describe(v))
		}
		return int64(v), nil
	case string, untyped:
		if spelled, ok := parseNumber(spelling(v)); ok {
			value, err := spelled.integer()
			if err != nil {
				return nil, refuse("%s %v", describe(v), err)
			}
			return value, nil
		}
	}
	return nil, refuse("%s", describe(stored))
}

// toFloat returns a float of so many bits.
func toFloat(stored any, bits int) (float64, error) {
	switch v := stored.(type) {
	case float64:
		if bits == 32 {
			rounded := float64(float32(v))
			if math.IsInf(rounded, 0) != math.IsInf(v, 0) || rounded == 0 && v != 0 {
				return 0, refuse("%s is out of range", describe(v))
			}
			return rounded, nil
		}
		return v, nil
	case int64:
		return exactly(big.NewInt(v), bits)
	case *big.Int:
		return exactly(v, bits)
	case string, untyped:
		if spelled, ok := parseWord(spelling(v)); ok {
			f, err := spelled.float(bits)
			if err != nil {
				return 0, refuse("%s %v", describe(v), err)
			}
			return f, nil
		}
	}
	return 0, refuse("%s", describe(stored))
}

func exactly(z *big.Int, bits int) (float64, error) {
	f, accuracy := new(big.Float).SetInt(z).Float64()
	if bits == 32 && accuracy == big.Exact {
		if float64(float32(f)) != f {
			accuracy = big.Below
		}
	}
	if accuracy != big.Exact || math.IsInf(f, 0) || math.IsInf(float64(float32(f)), 0) && bits == 32 {
		return 0, refuse("%s cannot be held exactly", z)
	}
	return f, nil
}

func toText(stored any) (string, error) {
	switch v := stored.(type) {
	case string, untyped:
		return spelling(v), nil
	case bool:
		return strconv.FormatBool(v), nil
	case int64:
		return strconv.FormatInt(v, 10), nil
	case *big.Int:
		return v.String(), nil
	case float64:
		return spellFloat(v), nil
	}
	return "", refuse("%s", describe(stored))
}

func toBytes(stored any) ([]byte, error) {
	if v, ok := stored.([]byte); ok {
		return append([]byte{}, v...), nil
	}
	return nil, refuse("%s", describe(stored))
}

// toList returns the elements of a list, of which those from untyped text are
// untyped still. The caller does not change them.
func toList(stored any) ([]any, error) {
	switch v := stored.(type) {
	case []any:
		return v, nil
	case untyped:
		if list, ok, err := readList(string(v)); ok {
			return list, err
		}
	}
	return nil, refuse("%s", describe(stored))
}

func spelling(stored any) string {
	if text, ok := stored.(untyped); ok {
		return string(text)
	}
	return stored.(string)
}
