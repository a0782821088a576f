package hyperparameter

import (
	"cmp"
	"context"
	"slices"
	"strings"
)

const maxSuggestions = 3

// missing makes the error about a required parameter that is not set, with the
// keys that its author may have meant.
func missing(ctx context.Context, key string) error {
	keys, err := Keys(ctx, "")
	if err != nil {
		return err
	}
	message := "no parameter " + quote(key) + " is set"
	isBelow := func(other string) bool { return below(other, key) }
	if first := slices.IndexFunc(keys, isBelow); first >= 0 {
		message += "; " + quote(keys[first]) + " is set below it"
		keys = slices.DeleteFunc(keys, isBelow)
	}
	if alike := nearest(key, keys); len(alike) > 0 {
		for i, other := range alike {
			alike[i] = quote(other)
		}
		message += "; did you mean " + strings.Join(alike, " or ") + "?"
	}
	return failure(ErrMissing, key, "%s", message)
}

// nearest returns up to three keys that differ from key in few characters, the
// nearest first.
func nearest(key string, keys []string) []string {
	type candidate struct {
		key      string
		distance int
	}
	wanted := []rune(strings.ToLower(key))
	allowed := max(1, len(wanted)/4)
	var alike []candidate
	for _, other := range keys {
		letters := []rune(strings.ToLower(other))
		if max(len(letters)-len(wanted), len(wanted)-len(letters)) > allowed {
			continue
		}
		if d := distance(wanted, letters); d <= allowed {
			alike = append(alike, candidate{other, d})
		}
	}
	slices.SortStableFunc(alike, func(a, b candidate) int { return cmp.Compare(a.distance, b.distance) })
	var names []string
	for _, c := range alike[:min(len(alike), maxSuggestions)] {
		names = append(names, c.key)
	}
	return names
}

// distance counts the characters to insert, delete or replace to make b of a.
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, letter := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j, other := range b {
			replaced := diagonal
			if letter != other {
				replaced++
			}
			diagonal = row[j+1]
			row[j+1] = min(replaced, diagonal+1, row[j]+1)
		}
	}
	return row[len(b)]
}
