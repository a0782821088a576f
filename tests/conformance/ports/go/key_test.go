package hyperparameter_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	hp "github.com/hyperparameter/hyperparameter/tests/conformance/ports/go"
)

func TestAKeyIsSegmentsJoinedBySingleDots(t *testing.T) {
	for _, key := range []string{
		"a", "a.b", "模型.学习率", "learning rate", "a-b/c[0]#", "keys", "--lr", strings.Repeat("é", 512),
	} {
		ctx := enter(t, context.Background(), hp.Map{key: 1})
		expect(t, ctx, key, 1, 7)
	}
}

func TestWhatIsNoKeyIsRefusedEverywhere(t *testing.T) {
	ctx := enter(t, context.Background())
	for _, key := range []string{
		"", ".", ".a", "a.", "a..b", " a", "a ", "a\u3000", "a=b", "a\nb", "a\x00", "a\u0085b", "a\xff",
		strings.Repeat("k", 1025), strings.Repeat("é", 513),
	} {
		_, err := hp.Get(ctx, key, 1)
		expectClass(t, hp.ErrInvalidKey, err)
		_, err = hp.Require[int](ctx, key)
		expectClass(t, hp.ErrInvalidKey, err)
		_, err = hp.Contains(ctx, key)
		expectClass(t, hp.ErrInvalidKey, err)
		expectClass(t, hp.ErrInvalidKey, hp.Assign(ctx, key, 1))
		_, _, err = hp.Enter(ctx, hp.Unset{key})
		expectClass(t, hp.ErrInvalidKey, err)
		_, _, err = hp.Enter(ctx, hp.Map{key: 1})
		expectClass(t, hp.ErrInvalidKey, err)
		if key != "" {
			_, err = hp.Keys(ctx, key)
			expectClass(t, hp.ErrInvalidKey, err)
		}
	}
}

func TestAnInvalidKeyIsQuotedAndCut(t *testing.T) {
	_, err := hp.Get(context.Background(), "train..lr", 0.1)
	expectError(t, hp.ErrInvalidKey, `invalid key "train..lr": a segment is empty; segments are joined by single dots`, err)

	_, err = hp.Get(context.Background(), strings.Repeat("k", 120)+"=", 0.1)
	expectError(t, hp.ErrInvalidKey, `invalid key "`+strings.Repeat("k", 120)+`"…: it has a "="`, err)
	_, err = hp.Get(context.Background(), strings.Repeat("k", 119)+"=", 0.1)
	expectError(t, hp.ErrInvalidKey, `invalid key "`+strings.Repeat("k", 119)+`=": it has a "="`, err)
	_, err = hp.Get(context.Background(), strings.Repeat("k", 2000), 0.1)
	expectError(t, hp.ErrInvalidKey, `invalid key "`+strings.Repeat("k", 120)+`"…: it is longer than 1,024 bytes`, err)
}

func TestAPrefixListsItselfAndWhatLiesBelow(t *testing.T) {
	ctx := enter(t, context.Background(), hp.Map{"a": 1, "a.b": 2, "ab": 3, "a-b": 4, "b.a": 5})
	for prefix, expected := range map[string][]string{
		"": {"a", "a-b", "a.b", "ab", "b.a"}, "a": {"a", "a.b"}, "b": {"b.a"}, "c": {},
	} {
		keys, err := hp.Keys(ctx, prefix)
		if err != nil || !slices.Equal(expected, keys) {
			t.Errorf("%s: expected %q, got %q, %v", prefix, expected, keys, err)
		}
	}
}
