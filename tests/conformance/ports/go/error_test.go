package hyperparameter_test

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"

	hp "github.com/hyperparameter/hyperparameter/tests/conformance/ports/go"
)

func TestAConversionErrorNamesKeyTypeTextAndPlace(t *testing.T) {
	ctx := enter(t, context.Background(),
		hp.Map{"steps": 64.5, "workers": 300, "model": t},
		hp.Definition("train.lr=fast"),
		hp.Untyped{"layers": "[1, x]"},
		hp.Map{"ids": []any{hp.Map{"a b": []any{0, "x"}}}})
	if err := hp.Assign(ctx, "on", 2); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		message string
		err     error
	}{
		{"cannot read steps as int: 64.5 has a fractional part (from a mapping)" +
			"; expected an integer in the range of the type, an integral float, or a string such as 64 or 1e3",
			second(hp.Get(ctx, "steps", 1))},
		{"cannot read workers as *uint8: 300 is out of range (from a mapping)" +
			"; expected an integer in the range of the type, an integral float, or a string such as 64 or 1e3",
			second(hp.Get[*uint8](ctx, "workers", nil))},
		{`cannot read train.lr as float64: "fast" (from "train.lr=fast", item 2)` +
			"; expected a float, an int that a float can represent exactly, or a string such as 5e-4",
			second(hp.Get(ctx, "train.lr", 0.1))},
		{`cannot read layers[1] as int: "x" (from a mapping)` +
			"; expected an integer in the range of the type, an integral float, or a string such as 64 or 1e3",
			second(hp.Get(ctx, "layers", []int{}))},
		{`cannot read layers[1] as int: "x" (from a mapping); expected an integer, an integral float, or a string such as 64 or 1e3`,
			second(hp.Get(ctx, "layers", []any{1}))},
		{`cannot read ids[0]["a b"][1] as bool: "x" (from a mapping); expected a bool, 0, 1, or a string such as true, no, off`,
			second(hp.Get(ctx, "ids", []map[string][]bool{}))},
		{`cannot read ids[0] as bool: a mapping (of 1) (from a mapping); expected a bool, 0, 1, or a string such as true, no, off`,
			second(hp.Get(ctx, "ids", []any{false}))},
		{"cannot read on as bool: 2 (assigned); expected a bool, 0, 1, or a string such as true, no, off",
			second(hp.Get(ctx, "on", false))},
		{"cannot read model as *strings.Builder: an object of type *testing.T (from a mapping)",
			second(hp.Get(ctx, "model", &strings.Builder{}))},
	} {
		expectError(t, hp.ErrConversion, c.message, c.err)
	}
}

func TestWhatIsBeyondALimitIsToldWithoutTheWayThere(t *testing.T) {
	deep := hp.Definition("deep=" + strings.Repeat("[", 129) + strings.Repeat("]", 129))
	ctx := enter(t, context.Background(), deep)
	place := `(from "deep=` + strings.Repeat("[", 115) + `"…, item 1)`
	expectError(t, hp.ErrLimit, "cannot read deep as a value: lists and mappings nest deeper than 128 "+place,
		second(hp.Items(ctx, "")))
	expectError(t, hp.ErrLimit, "cannot read deep as []int: lists and mappings nest deeper than 128 "+place+
		"; expected a list, or an untyped string such as [1, 2]", second(hp.Get(ctx, "deep", []int{})))
}

func TestAnErrorTellsItsFacts(t *testing.T) {
	ctx := enter(t, context.Background(), hp.Definition("lr=fast"),
		hp.Map{"list": []any{1, hp.Map{"b": nil}}, "ids": hp.Untyped{"all": "[1, x]"}, "model": t})
	for _, c := range []struct {
		err      error
		expected hp.Error
	}{
		{second(hp.Get(ctx, "lr", 0.1)), hp.Error{Class: hp.ErrConversion, Key: "lr", Value: "fast", Origin: `from "lr=fast", item 1`, Wanted: "float64"}},
		{second(hp.Get(ctx, "list", 1)), hp.Error{Class: hp.ErrConversion, Key: "list",
			Value: []any{int64(1), map[string]any{"b": nil}}, Origin: "from a mapping", Wanted: "int"}},
		{second(hp.Get(ctx, "ids.all", []int{})), hp.Error{Class: hp.ErrConversion, Key: "ids.all", Value: "x", Origin: "from a mapping", Wanted: "int"}},
		{second(hp.Get(ctx, "model", "")), hp.Error{Class: hp.ErrConversion, Key: "model",
			Value: "an object of type *testing.T", Origin: "from a mapping", Wanted: "string"}},
		{second(hp.Require[int](ctx, "train.seed")), hp.Error{Class: hp.ErrMissing, Key: "train.seed"}},
		{hp.Assign(context.Background(), "a", 1), hp.Error{Class: hp.ErrScope, Key: "a"}},
		{hp.Base(context.Background(), hp.Definition("a")), hp.Error{Class: hp.ErrDefinition, Value: "a", Origin: "item 1"}},
	} {
		var e *hp.Error
		if !errors.As(c.err, &e) {
			t.Fatal(c.err)
		}
		actual := hp.Error{Class: e.Class, Key: e.Key, Value: e.Value, Origin: e.Origin, Wanted: e.Wanted}
		if !reflect.DeepEqual(c.expected, actual) {
			t.Errorf("expected %#v, got %#v", c.expected, actual)
		}
	}
}

func TestAMissingParameterIsToldWithWhatLooksAlike(t *testing.T) {
	ctx := enter(t, context.Background(), hp.Map{
		"train.lr": 0.1, "train.LR": 0.2, "train.l": 0.3, "train.lrs": 0.4, "run.name": "x",
	})
	for key, message := range map[string]string{
		"train.lrr": `no parameter "train.lrr" is set; did you mean "train.LR" or "train.lr" or "train.lrs"?`,
		"run":       `no parameter "run" is set; "run.name" is set below it`,
		"nothing":   `no parameter "nothing" is set`,
	} {
		_, err := hp.Require[float64](ctx, key)
		expectError(t, hp.ErrMissing, message, err)
	}
}

func TestABadDefinitionIsQuotedWithItsPlace(t *testing.T) {
	for text, fault := range map[hp.Definition]string{
		"":       `bad definition "", item 1: it has no "="; write key=value`,
		" =1":    `bad definition " =1", item 1: it has no key; write key=value`,
		"~":      `bad definition "~", item 1: it has no key; write key=value`,
		"a..b=1": `bad definition "a..b=1", item 1: its key "a..b" is invalid: a segment is empty; segments are joined by single dots`,
		"a=\xff": `bad definition "a=\xff", item 1: its text is not valid UTF-8`,

		"--lr=1":     `bad definition "--lr=1", item 1: its key begins with "-"; write "lr=1"`,
		"-D lr=1":    `bad definition "-D lr=1", item 1: its key begins with "-"; write "lr=1"`,
		"-=1":        `bad definition "-=1", item 1: its key begins with "-"`,
		"+lr=1":      `bad definition "+lr=1", item 1: its key begins with "+"; write "lr=1"`,
		"'a-b'=x":    `bad definition "'a-b'=x", item 1: its key begins with "'"; write "a-b=x"`,
		`"a"=1`:      `bad definition "\"a\"=1", item 1: its key begins with "\""; write "a=1"`,
		"\ufefflr=1": `bad definition "\ufefflr=1", item 1: its key begins with "\ufeff"; write "lr=1"`,
		"~--lr":      `bad definition "~--lr", item 1: its key begins with "-"; write "~lr"`,
		"a\u3000b=1": "bad definition \"a\\u3000b=1\", item 1: its key \"a\\u3000b\" contains whitespace, which only the key of a mapping may",
		"~ a":        `bad definition "~ a", item 1: its key " a" is invalid: it begins or ends with whitespace`,
		"~a=1":       `bad definition "~a=1", item 1: it has both a "~" and a "="; write ~key to unset, or key=value to set`,
	} {
		_, _, err := hp.Enter(context.Background(), text)
		expectError(t, hp.ErrDefinition, fault, err)
	}
}
